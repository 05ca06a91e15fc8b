import { createServer, type Server } from 'node:http'
import type { Express } from 'express'

/** An HTTP server that gives a slow or greedy caller no more than a provider needs. Not listening yet. */
export function createApiServer(app: Express): Server {
  const server = createServer({ maxHeaderSize: 16 * 1024 }, app)
  server.headersTimeout = 10_000
  // For receiving a request; an answer may take longer (readers of events wait up to 20 s).
  server.requestTimeout = 15_000
  server.keepAliveTimeout = 20_000
  server.maxHeadersCount = 100
  return server
}
