interface Cookie {
  name: string
  value: string
  path: string
}

export interface CookieJar {
  /** Takes the Set-Cookie headers of an answer. */
  store(url: URL, setCookies: readonly string[]): void
  /** The Cookie header for a request, undefined where no cookie fits. */
  header(url: URL): string | undefined
  /** Name → value of what a host and port would be sent on any path. */
  all(host: string): Record<string, string>
  /** Forgets one cookie, or all of a host and port. */
  forget(host: string, name?: string): void
}

/** The cookies of one browser, kept apart by host and port (a real browser shares them over the ports of a host). */
export function createCookieJar(): CookieJar {
  const hosts = new Map<string, Map<string, Cookie>>()
  const cookiesOf = (host: string) => hosts.get(host) ?? new Map<string, Cookie>()

  const fitting = ({ host, pathname }: URL) =>
    [...cookiesOf(host).values()].filter(({ path }) => pathFits(path, pathname))

  return {
    store: (url, setCookies) => {
      const cookies = new Map(cookiesOf(url.host))
      for (const line of setCookies) {
        const { cookie, gone } = parseSetCookie(line, url)
        const key = `${cookie.name} ${cookie.path}`
        if (gone) cookies.delete(key)
        else cookies.set(key, cookie)
      }
      hosts.set(url.host, cookies)
    },
    header: (url) => {
      // RFC 6265 §5.4: longer paths first.
      const cookies = fitting(url).sort((one, other) => other.path.length - one.path.length)
      if (cookies.length === 0) return undefined
      return cookies.map(({ name, value }) => `${name}=${value}`).join('; ')
    },
    all: (host) =>
      Object.fromEntries([...cookiesOf(host).values()].map(({ name, value }) => [name, value])),
    forget: (host, name) => {
      if (name === undefined) hosts.delete(host)
      else
        for (const [key, cookie] of cookiesOf(host))
          if (cookie.name === name) hosts.get(host)?.delete(key)
    },
  }
}

function pathFits(path: string, pathname: string): boolean {
  return pathname === path || pathname.startsWith(path.endsWith('/') ? path : `${path}/`)
}

function parseSetCookie(line: string, url: URL): { cookie: Cookie; gone: boolean } {
  const [pair = '', ...attributes] = line.split(';').map((part) => part.trim())
  const cut = pair.indexOf('=')
  const attribute = (name: string) =>
    attributes.find((text) => text.toLowerCase().startsWith(`${name}=`))?.slice(name.length + 1)
  const maxAge = attribute('max-age')
  const expires = attribute('expires')
  const gone =
    maxAge === undefined
      ? expires !== undefined && new Date(expires).getTime() <= Date.now()
      : Number(maxAge) <= 0
  const path = attribute('path') ?? url.pathname.replace(/\/[^/]*$/, '') ?? '/'
  return {
    cookie: { name: pair.slice(0, cut), value: pair.slice(cut + 1), path: path || '/' },
    gone,
  }
}
