import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'

export interface ApiCall {
  readonly method: string
  readonly args: Record<string, unknown>
}

/** What the next calls of a method get instead of a plain yes. */
export type Answer =
  | { readonly result: unknown }
  | { readonly code: number; readonly description: string; readonly parameters?: Record<string, unknown> }
  | 'hang'
  | 'hang_up'
  | { readonly page: string }

/** The smallest Bot API that our code can be tried against: it says yes, keeps what it was asked, and can be told to fail. */
export class BotApiForTests {
  readonly calls: ApiCall[] = []
  private readonly answers = new Map<string, Answer[]>()
  private messageId = 100

  private constructor(
    private readonly server: Server,
    readonly root: string,
  ) {}

  static async start(): Promise<BotApiForTests> {
    const server = createServer()
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    const api = new BotApiForTests(server, `http://127.0.0.1:${(server.address() as AddressInfo).port}`)
    server.on('request', (request, response) => {
      let text = ''
      request.on('data', (chunk: Buffer) => (text += chunk.toString()))
      request.on('end', () => {
        const method = request.url?.split('/').at(-1) ?? ''
        const args = (text === '' ? {} : JSON.parse(text)) as Record<string, unknown>
        const answer = api.answerTo(method, args)
        if (answer === 'hang') return
        if (answer === 'hang_up') return void response.destroy()
        if ('page' in answer) return void response.writeHead(200, { 'content-type': 'text/html' }).end(answer.page)
        const failed = 'code' in answer
        response.writeHead(failed ? answer.code : 200, { 'content-type': 'application/json' })
        response.end(
          JSON.stringify(
            failed
              ? { ok: false, error_code: answer.code, description: answer.description, parameters: answer.parameters }
              : { ok: true, result: answer.result },
          ),
        )
      })
    })
    return api
  }

  /** The next calls of `method` get these answers, in order; then yes again. */
  next(method: string, ...answers: Answer[]): void {
    this.answers.set(method, [...(this.answers.get(method) ?? []), ...answers])
  }

  of(method: string): Record<string, unknown>[] {
    return this.calls.filter((call) => call.method === method).map(({ args }) => args)
  }

  forget(): void {
    this.calls.length = 0
    this.answers.clear()
  }

  async close(): Promise<void> {
    this.server.closeAllConnections()
    await new Promise((resolve) => this.server.close(resolve))
  }

  private answerTo(method: string, args: Record<string, unknown>): Answer {
    this.calls.push({ method, args })
    const prepared = this.answers.get(method)?.shift()
    if (prepared) return prepared
    if (method === 'getMe') return { result: { id: 1, is_bot: true, first_name: 'Shop', username: 'shop_bot' } }
    if (method === 'getUpdates') return 'hang'
    if (method === 'sendMessage' || method === 'sendInvoice') {
      return { result: { message_id: ++this.messageId, date: 1, chat: { id: args['chat_id'], type: 'private' } } }
    }
    return { result: true }
  }
}
