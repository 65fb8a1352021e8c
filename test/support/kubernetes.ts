import { z } from 'zod'

// The members of Kubernetes that docs/operations.md uses, by its API reference (v1.31): a member that is written
// otherwise is one that a cluster ignores or refuses.
const name = z.string().regex(/^[a-z0-9]([a-z0-9-]*[a-z0-9])?$/)
const texts = z.record(z.string(), z.string())
const named = z.strictObject({ name })
const app = z.strictObject({ app: z.literal('prefill') })
const selector = z.strictObject({ matchLabels: app })
const quantity = z.string().regex(/^\d+(m|Mi)$/)
const port = z.union([z.int().min(1).max(65_535), name])
const peer = z.union([
  z.strictObject({ namespaceSelector: z.strictObject({ matchLabels: texts }) }),
  z.strictObject({
    ipBlock: z.strictObject({ cidr: z.cidrv4(), except: z.array(z.cidrv4()).optional() }),
  }),
])
const ports = z.array(z.strictObject({ protocol: z.enum(['TCP', 'UDP']), port }))

const probe = z.strictObject({
  httpGet: z.strictObject({ path: z.string().startsWith('/'), port: name }),
  periodSeconds: z.int(),
  timeoutSeconds: z.int().optional(),
  failureThreshold: z.int().optional(),
})

const container = z.strictObject({
  name,
  image: z.string().regex(/^[\w./-]+:[\w.-]+$/),
  ports: z.array(z.strictObject({ name, containerPort: z.int() })),
  envFrom: z.array(z.strictObject({ configMapRef: named })),
  startupProbe: probe,
  livenessProbe: probe,
  readinessProbe: probe,
  resources: z.strictObject({
    requests: z.strictObject({ cpu: quantity, memory: quantity }),
    limits: z.strictObject({ memory: quantity }),
  }),
  securityContext: z.strictObject({
    allowPrivilegeEscalation: z.boolean(),
    readOnlyRootFilesystem: z.boolean(),
    capabilities: z.strictObject({ drop: z.tuple([z.literal('ALL')]) }),
  }),
  volumeMounts: z.array(
    z.strictObject({ name, mountPath: z.string().startsWith('/'), readOnly: z.boolean() }),
  ),
})

const volume = z.union([
  z.strictObject({ name, configMap: named }),
  z.strictObject({
    name,
    secret: z.strictObject({ secretName: name, defaultMode: z.int().optional() }),
  }),
])

const pod = z.strictObject({
  automountServiceAccountToken: z.boolean(),
  enableServiceLinks: z.boolean(),
  terminationGracePeriodSeconds: z.int(),
  securityContext: z.strictObject({
    runAsNonRoot: z.boolean(),
    runAsUser: z.int(),
    runAsGroup: z.int(),
    fsGroup: z.int(),
    seccompProfile: z.strictObject({ type: z.literal('RuntimeDefault') }),
  }),
  topologySpreadConstraints: z.array(
    z.strictObject({
      maxSkew: z.int(),
      topologyKey: z.literal('kubernetes.io/hostname'),
      whenUnsatisfiable: z.enum(['DoNotSchedule', 'ScheduleAnyway']),
      labelSelector: selector,
    }),
  ),
  containers: z.array(container),
  volumes: z.array(volume),
})

const ingressPath = z.strictObject({
  path: z.string().startsWith('/'),
  pathType: z.enum(['Exact', 'Prefix']),
  backend: z.strictObject({
    service: z.strictObject({ name, port: z.strictObject({ name }) }),
  }),
})

const specs = {
  'apps/v1 Deployment': z.strictObject({
    replicas: z.int(),
    selector,
    strategy: z.strictObject({
      rollingUpdate: z.strictObject({ maxUnavailable: z.int(), maxSurge: z.int() }),
    }),
    template: z.strictObject({ metadata: z.strictObject({ labels: app }), spec: pod }),
  }),
  'v1 Service': z.strictObject({
    selector: app,
    ports: z.array(z.strictObject({ name, port: z.int(), targetPort: name })),
  }),
  'policy/v1 PodDisruptionBudget': z.strictObject({ maxUnavailable: z.int(), selector }),
  'autoscaling/v2 HorizontalPodAutoscaler': z.strictObject({
    scaleTargetRef: z.strictObject({
      apiVersion: z.literal('apps/v1'),
      kind: z.literal('Deployment'),
      name,
    }),
    minReplicas: z.int(),
    maxReplicas: z.int(),
    metrics: z.array(
      z.strictObject({
        type: z.literal('Resource'),
        resource: z.strictObject({
          name: z.enum(['cpu', 'memory']),
          target: z.strictObject({ type: z.literal('Utilization'), averageUtilization: z.int() }),
        }),
      }),
    ),
    behavior: z.strictObject({
      scaleDown: z.strictObject({ stabilizationWindowSeconds: z.int() }),
    }),
  }),
  'networking.k8s.io/v1 NetworkPolicy': z.strictObject({
    podSelector: selector,
    policyTypes: z.array(z.enum(['Ingress', 'Egress'])),
    ingress: z.array(z.strictObject({ from: z.array(peer), ports })),
    egress: z.array(z.strictObject({ to: z.array(peer), ports })),
  }),
  'networking.k8s.io/v1 Ingress': z.strictObject({
    ingressClassName: name,
    tls: z.array(z.strictObject({ hosts: z.array(z.hostname()), secretName: name })),
    rules: z.array(
      z.strictObject({
        host: z.hostname(),
        http: z.strictObject({ paths: z.array(ingressPath) }),
      }),
    ),
  }),
} as const

const head = {
  apiVersion: z.string(),
  kind: z.string(),
  metadata: z.strictObject({ name, labels: app.optional(), annotations: texts.optional() }),
}
const wholes: Readonly<Record<string, z.ZodType>> = {
  'v1 ConfigMap': z.strictObject({ ...head, data: texts }),
  'v1 Secret': z.strictObject({ ...head, stringData: texts }),
  ...Object.fromEntries(
    Object.entries(specs).map(([kind, spec]) => [kind, z.strictObject({ ...head, spec })]),
  ),
}

/** What a cluster would not understand of a manifest; nothing where it would take it. */
export function strangeMembers(manifest: { apiVersion: string; kind: string }): string[] {
  const kind = `${manifest.apiVersion} ${manifest.kind}`
  const schema = Object.hasOwn(wholes, kind) ? wholes[kind] : undefined
  if (schema === undefined) return [`${kind} is not known here`]
  const { error } = schema.safeParse(manifest)
  return (error?.issues ?? []).map(({ path, message }) => `${kind} ${path.join('.')}: ${message}`)
}
