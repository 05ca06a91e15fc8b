import { createServer, type Server } from 'node:http'
import type { Express } from 'express'

/** What a caller may take of a server. Milliseconds, and bytes. */
export interface ServerLimits {
  readonly maxHeaderBytes: number
  readonly maxHeaders: number
  /** From the first byte to the end of the headers. */
  readonly headersMs: number
  /** From the first byte to the end of the body. An answer may take longer: readers of events wait up to 20 s. */
  readonly requestMs: number
  /** How often both are looked at; Node's own 30 s would let a slow caller stay four times as long as they say. */
  readonly checkEveryMs: number
  /** How long an idle connection is kept for the next request. */
  readonly keepAliveMs: number
  /** A connection on which nothing moves at all, such as one whose reader has stopped reading. */
  readonly silenceMs: number
  /** More at once are closed unheard, so that slow callers cannot take every file descriptor of the process. */
  readonly maxConnections: number
}

export const serverLimits: ServerLimits = {
  maxHeaderBytes: 16 * 1024,
  maxHeaders: 100,
  headersMs: 10_000,
  requestMs: 15_000,
  checkEveryMs: 2_000,
  keepAliveMs: 20_000,
  silenceMs: 60_000,
  maxConnections: 2_000,
}

/**
 * An HTTP server that gives a slow or greedy caller no more than a provider needs. Not listening yet. How many requests
 * one connection may carry is not limited: behind a proxy one connection carries everybody's.
 */
export function createApiServer(app: Express, limits: ServerLimits = serverLimits): Server {
  const server = createServer(
    {
      maxHeaderSize: limits.maxHeaderBytes,
      headersTimeout: limits.headersMs,
      requestTimeout: limits.requestMs,
      connectionsCheckingInterval: limits.checkEveryMs,
      keepAliveTimeout: limits.keepAliveMs,
    },
    app,
  )
  server.maxHeadersCount = limits.maxHeaders
  server.timeout = limits.silenceMs
  server.maxConnections = limits.maxConnections
  return server
}
