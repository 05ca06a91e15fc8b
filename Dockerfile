# One image for every process; docker-compose.yml says which one a container runs.

FROM node:24.11.1-bookworm-slim AS base
WORKDIR /app
ENV NPM_CONFIG_UPDATE_NOTIFIER=false

FROM base AS build
COPY package.json package-lock.json .npmrc ./
RUN npm ci --no-audit --no-fund
COPY . .
RUN npm run build

FROM base AS dependencies
COPY package.json package-lock.json .npmrc ./
RUN npm ci --omit=dev --no-audit --no-fund

FROM base
ENV NODE_ENV=production LISTEN_HOST=0.0.0.0
COPY package.json LICENSE* ./
COPY --from=dependencies /app/node_modules node_modules
COPY --from=build /app/dist dist
# An account of the base image without any rights; it can read the application and write nothing.
USER node
CMD ["node", "--enable-source-maps", "dist/ops/api.js"]
