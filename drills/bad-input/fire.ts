import { connect } from 'node:net'
import type { Shot } from './shot'

/** What came back. */
export interface Echo {
  readonly shot: Shot
  /** Of each answer on the connection; none when it was closed without a word. */
  readonly statuses: readonly number[]
  readonly text: string
  readonly ms: number
  /** The server kept the connection for longer than any of its limits. */
  readonly isEndless: boolean
}

/** Longer than any limit of the servers, so that it is they who end a connection. */
const patienceMs = 40_000
const keptBytes = 256 * 1024

/** Sends one request on a connection of its own. Resolves when the connection is over; a refused one has no status. */
export function fire(shot: Shot, port: number): Promise<Echo> {
  const startedAt = performance.now()
  return new Promise((resolve) => {
    const chunks: Buffer[] = []
    let size = 0
    const socket = connect({ port, host: '127.0.0.1', noDelay: true })
    const done = (isEndless = false) => {
      clearTimeout(giveUp)
      socket.destroy()
      const text = Buffer.concat(chunks).toString('utf8')
      resolve({ shot, statuses: statusesIn(text), text, ms: performance.now() - startedAt, isEndless })
    }
    const giveUp = setTimeout(() => done(true), patienceMs)
    socket.on('data', (chunk) => {
      if (size < keptBytes) chunks.push(chunk)
      size += chunk.length
    })
    // A server that has answered early may reset what is still being sent; what it said is what counts.
    socket.on('error', () => undefined)
    socket.on('close', () => done())
    if (shot.hangsUp) socket.end(shot.bytes)
    else socket.write(shot.bytes)
  })
}

const statusesIn = (text: string): number[] =>
  [...text.matchAll(/(?:^|\n)HTTP\/1\.[01] (\d{3})\b/g)]
    .map(([, status]) => Number(status))
    .filter((status) => status !== 100)
