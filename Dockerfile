# One image for every process; docker-compose.yml says which one a container runs.

# pg_dump of the server's own version, with the libraries that the base image (of the same Debian) does not bring.
FROM postgres:18.4-bookworm AS client
RUN mkdir -p /client/bin /client/lib \
 && cp /usr/lib/postgresql/18/bin/pg_dump /usr/lib/postgresql/18/bin/pg_restore /client/bin/ \
 && ldd /client/bin/* | awk '/=> \// { print $3 }' | sort -u \
  | grep -vE '/(libc|libm|libpthread|libdl|librt|libresolv)\.so' | xargs -I{} cp -L {} /client/lib/

FROM node:24.11.1-bookworm-slim AS base
COPY --from=client /client/bin/ /usr/local/bin/
COPY --from=client /client/lib/ /usr/local/lib/
# A volume that is mounted there for the first time takes over who owns it.
RUN ldconfig && mkdir /backups && chown node:node /backups && chmod 700 /backups
WORKDIR /app
ENV NPM_CONFIG_UPDATE_NOTIFIER=false

FROM base AS build
COPY package.json package-lock.json .npmrc ./
COPY patches patches
RUN npm ci --no-audit --no-fund
COPY . .
RUN npm run build

FROM base AS dependencies
COPY package.json package-lock.json .npmrc ./
COPY patches patches
RUN npm ci --omit=dev --no-audit --no-fund

FROM base
ENV NODE_ENV=production LISTEN_HOST=0.0.0.0
COPY package.json LICENSE* ./
COPY --from=dependencies /app/node_modules node_modules
COPY --from=build /app/dist dist
# An account of the base image without any rights; it can read the application and write nothing.
USER node
CMD ["node", "--enable-source-maps", "dist/ops/api.js"]
