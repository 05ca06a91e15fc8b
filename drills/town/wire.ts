import { createServer, request as httpRequest, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { setTimeout as pause } from 'node:timers/promises'

/**
 * What the network does to the next call of a provider:
 * - `double`: both copies of the api get it at the same moment
 * - `lose_answer`: it arrives and is answered, and the provider never hears of it
 * - `refuse`: no connection
 * - `hold`: it is kept back so long that the provider gives up and calls again, and then arrives after the repeat
 */
export type WireFault = 'double' | 'lose_answer' | 'refuse' | 'hold'

export interface Wire {
  readonly url: string
  /** The next calls run into this, in this order, before those that were ordered earlier are through. */
  disturb(faults: readonly WireFault[]): void
  clear(): void
  /** How many calls each fault has met, and how many went through in peace. */
  counts(): Readonly<Record<WireFault | 'straight', number>>
  close(): Promise<void>
}

/** The network between the providers and the copies of our api; calls go to the copies in turn. */
export async function openWire(copies: readonly string[], { holdMs }: { holdMs: number }): Promise<Wire> {
  const waiting: WireFault[] = []
  const met: Record<WireFault | 'straight', number> = { double: 0, lose_answer: 0, refuse: 0, hold: 0, straight: 0 }
  let turn = 0
  const nextCopy = () => copies[turn++ % copies.length]!

  const server = createServer((incoming, outgoing) => {
    void answer(incoming, outgoing).catch(() => outgoing.destroy())
  })
  async function answer(incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
    const body = await bodyOf(incoming)
    const fault = waiting.shift()
    met[fault ?? 'straight']++
    const deliver = (copy: string) => forward(copy, incoming, body)
    if (fault === 'refuse') return void outgoing.destroy()
    if (fault === 'hold') {
      outgoing.destroy()
      await pause(holdMs, undefined, { ref: false })
      await deliver(nextCopy())
      return
    }
    const first = deliver(nextCopy())
    const answers = await Promise.all(fault === 'double' ? [first, deliver(nextCopy())] : [first])
    if (fault === 'lose_answer') return void outgoing.destroy()
    // Of two answers to one call the provider reads the first that it gets.
    const heard = answers.find(({ status }) => status > 0) ?? answers[0]!
    if (heard.status === 0) return void outgoing.destroy()
    outgoing.writeHead(heard.status, heard.headers).end(heard.body)
  }

  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    disturb: (faults) => void waiting.push(...faults),
    clear: () => void waiting.splice(0),
    counts: () => ({ ...met }),
    async close() {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

interface Forwarded {
  /** 0: no answer came. */
  readonly status: number
  readonly headers: Record<string, string>
  readonly body: Buffer
}

function forward(copy: string, { method, url, headers }: IncomingMessage, body: Buffer): Promise<Forwarded> {
  return new Promise((resolve) => {
    const silent = { status: 0, headers: {}, body: Buffer.alloc(0) }
    const call = httpRequest(`${copy}${url}`, { method: method ?? 'POST', headers }, (response) => {
      bodyOf(response).then(
        (text) => {
          const type = response.headers['content-type']
          resolve({ status: response.statusCode ?? 0, headers: type ? { 'content-type': type } : {}, body: text })
        },
        () => resolve(silent),
      )
    })
    call.on('error', () => resolve(silent))
    call.end(body)
  })
}

async function bodyOf(stream: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = []
  for await (const chunk of stream) chunks.push(chunk as Buffer)
  return Buffer.concat(chunks)
}
