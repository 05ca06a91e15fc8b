import { createServer, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'

export interface SentMessage {
  readonly chatId: string
  readonly text: string
  /** Addresses and callback data of its buttons. */
  readonly buttons: readonly string[]
  /** Unix ms. */
  readonly at: number
}

export interface TelegramStandIn {
  readonly url: string
  /** The next message that fits, counted from the call on. Rejects after `withinMs`, 60 s if not given. */
  next(fits: (message: SentMessage) => boolean, withinMs?: number): Promise<SentMessage>
  close(): Promise<void>
}

/** What is not answered with a plain yes. */
const answers: Readonly<Record<string, unknown>> = { getStarTransactions: { transactions: [] } }

interface Wait {
  readonly fits: (message: SentMessage) => boolean
  readonly take: (message: SentMessage) => void
  readonly giveUp: NodeJS.Timeout
}

/**
 * Telegram that says yes at once. The sandbox is the better Telegram, but it draws every message and keeps every chat:
 * on two cores its own processor time would be a part of the figures.
 */
export async function startTelegramStandIn(): Promise<TelegramStandIn> {
  const waits = new Set<Wait>()
  let lastId = 0
  const server = createServer((request, response) => {
    void bodyOf(request).then((body) => {
      const method = request.url?.split('/').at(-1) ?? ''
      const result = method === 'sendMessage' ? taken(body) : (answers[method] ?? true)
      response.setHeader('content-type', 'application/json')
      response.end(JSON.stringify({ ok: true, result }))
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))

  function taken(body: Record<string, unknown>) {
    const message = {
      chatId: String(body['chat_id']),
      text: String(body['text']),
      buttons: buttonsOf(body),
      at: Date.now(),
    }
    for (const wait of waits) if (wait.fits(message)) wait.take(message)
    return {
      message_id: ++lastId,
      date: Math.floor(message.at / 1000),
      chat: { id: Number(message.chatId), type: 'private' },
    }
  }
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    next(fits, withinMs = 60_000) {
      return new Promise((resolve, reject) => {
        const giveUp = setTimeout(() => {
          waits.delete(wait)
          reject(new Error(`no such message within ${withinMs} ms`))
        }, withinMs)
        const wait: Wait = {
          fits,
          giveUp,
          take(message) {
            clearTimeout(giveUp)
            waits.delete(wait)
            resolve(message)
          },
        }
        waits.add(wait)
      })
    },
    async close() {
      for (const { giveUp } of waits) clearTimeout(giveUp)
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

interface Button {
  readonly url?: string
  readonly callback_data?: string
}

function buttonsOf({ reply_markup: markup }: Record<string, unknown>): string[] {
  const read = (typeof markup === 'string' ? JSON.parse(markup) : markup) as
    { inline_keyboard?: Button[][] } | undefined
  return (read?.inline_keyboard ?? []).flat().map(({ url, callback_data: data }) => url ?? data ?? '')
}

async function bodyOf(request: IncomingMessage): Promise<Record<string, unknown>> {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk as Buffer)
  const text = Buffer.concat(chunks).toString()
  return text ? (JSON.parse(text) as Record<string, unknown>) : {}
}
