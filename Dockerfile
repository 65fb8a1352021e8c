# Two images. The service, which is what `docker build .` makes: no simulator, no development dependency, no source.
# And for developers `docker build --target simulator .`: the simulated FranceConnect and state APIs.
# Both run as a numbered user, write nothing, and start without a shell.

FROM node:24-bookworm-slim AS build
WORKDIR /app
COPY package.json package-lock.json ./
RUN npm ci
COPY tsconfig.json ./
COPY scripts ./scripts
COPY src ./src
RUN npm run build
RUN mkdir service && cp -R dist service/dist && rm -R service/dist/simulator

FROM node:24-bookworm-slim AS dependencies
WORKDIR /app
COPY package.json package-lock.json ./
RUN npm ci --omit=dev --omit=optional --ignore-scripts

FROM node:24-bookworm-slim AS simulator
# Not on loopback alone: it is to be reached from outside its container.
ENV SIMULATOR_HOST=0.0.0.0
WORKDIR /app
COPY package.json ./
COPY --from=build /app/node_modules ./node_modules
COPY --from=build /app/dist ./dist
COPY config/simulator ./config/simulator
USER 1000:1000
EXPOSE 4000
HEALTHCHECK --interval=10s --timeout=3s --start-period=10s --retries=3 CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.SIMULATOR_PORT || 4000}/api/v2/.well-known/openid-configuration`).then((answer) => process.exit(answer.ok ? 0 : 1), () => process.exit(1))"]
CMD ["node", "--enable-source-maps", "dist/simulator/main.js"]

# The last stage is the one that is built when none is named.
FROM node:24-bookworm-slim AS service
ENV NODE_ENV=production
WORKDIR /app
COPY package.json ./
COPY --from=dependencies /app/node_modules ./node_modules
COPY --from=build /app/service/dist ./dist
COPY config/demarches ./config/demarches
USER 1000:1000
EXPOSE 3000 9464
HEALTHCHECK --interval=10s --timeout=3s --start-period=10s --retries=3 CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.MANAGEMENT_PORT || 9464}/livez`).then((answer) => process.exit(answer.ok ? 0 : 1), () => process.exit(1))"]
CMD ["node", "--enable-source-maps", "dist/cli/main.js", "serve"]
