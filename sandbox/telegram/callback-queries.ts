import { randomInt } from 'node:crypto'

export interface CallbackAnswer {
  readonly text: string
  readonly showAlert: boolean
  readonly url: string
}

interface Asked {
  readonly botId: number
  readonly at: number
  answered: boolean
  readonly tell: (answer: CallbackAnswer) => void
}

/** Pressed inline buttons that wait for answerCallbackQuery. */
export class CallbackQueries {
  private readonly asked = new Map<string, Asked>()

  constructor(
    private readonly lifeMs: number,
    private readonly now: () => number,
  ) {}

  /** `tell` is called with the bot's first answer, if one comes in time. */
  ask(botId: number, tell: (answer: CallbackAnswer) => void): string {
    const id = longId()
    this.asked.set(id, { botId, at: this.now(), answered: false, tell })
    for (const [old, query] of this.asked) if (this.isOld(query)) this.asked.delete(old)
    return id
  }

  /** False when the query is unknown, another bot's, or too old. A second answer is taken and not shown. */
  answer(botId: number, id: string, answer: CallbackAnswer): boolean {
    const query = this.asked.get(id)
    if (!query || query.botId !== botId || this.isOld(query)) return false
    if (!query.answered) query.tell(answer)
    query.answered = true
    return true
  }

  reset(): void {
    this.asked.clear()
  }

  private isOld(query: Asked): boolean {
    return this.now() - query.at > this.lifeMs
  }
}

/** Ids of queries are 64-bit numbers written as strings: too long for a JavaScript number, on purpose. */
export const longId = () => `4${randomInt(1e8, 1e9)}${randomInt(1e8, 1e9)}`
