import { setTimeout as pause } from 'node:timers/promises'
import type { MessageView, PersonClient, SandboxClient } from '../../sandbox/client'
import { SandboxRefused } from '../../sandbox/client'
import { shopBot } from '../town/shop'

/** What asks for one stage of money: the account, and the ways that its message offers. */
export interface Ask {
  /** What the payer sees as the account, `1042D`. */
  readonly ref: string
  readonly paymeLink: string
  readonly clickLink: string
  /** What the Stars button says. */
  readonly starsData: string | undefined
  readonly monthlyData: string | undefined
}

const longestWaitMs = 5_000

/** A buyer with a phone, who sees nothing but the chat and does not despair of a shop that is away for a while. */
export class Phone {
  private readonly person: PersonClient

  constructor(
    sandbox: SandboxClient,
    readonly userId: number,
    /** Aborted when nobody waits for anything any more. */
    private readonly leaving: AbortSignal,
  ) {
    this.person = sandbox.as(userId)
  }

  async say(text: string): Promise<void> {
    await this.person.send(shopBot, text)
  }

  /** Presses whatever button has this data, also one that is not shown. */
  async press(data: string): Promise<void> {
    while (!this.leaving.aborted) {
      try {
        // An answer may take as long as the bots are away; the press itself is kept by Telegram.
        await this.person.press(shopBot, { data }, { forged: true, answerMs: 1_000 })
        return
      } catch (error) {
        // Nothing can be pressed before the bot has said its first word.
        if (!(error instanceof SandboxRefused) || error.status !== 404) throw error
        await this.think(500)
      }
    }
  }

  /** What `find` sees in the chat, once it is there; undefined when it never came. */
  async untilSeen<T>(
    find: (messages: readonly MessageView[]) => T | undefined,
    withinMs?: number,
  ): Promise<T | undefined> {
    const giveUp = Date.now() + (withinMs ?? Number.POSITIVE_INFINITY)
    while (!this.leaving.aborted) {
      const messages = await this.person.messages(shopBot)
      const found = find(messages)
      if (found !== undefined) return found
      const timeoutMs = Math.min(longestWaitMs, giveUp - Date.now())
      if (timeoutMs <= 0) return undefined
      const after = Math.max(0, ...messages.map(({ seq }) => seq))
      await this.person.waitFor(shopBot, /[^]/, { after, timeoutMs, from: 'bots' }).catch(unlessTooLate)
    }
    return undefined
  }

  /** The newest message that asks for money which `wanted` fits. */
  untilAsked(wanted: (ask: Ask) => boolean, withinMs?: number): Promise<Ask | undefined> {
    return this.untilSeen(
      (messages) =>
        messages
          .toReversed()
          .map(asksIn)
          .find((ask) => ask && wanted(ask)),
      withinMs,
    )
  }

  /** The newest button with a link that fits. */
  untilLink(link: RegExp, withinMs?: number): Promise<string | undefined> {
    return this.untilSeen(
      (messages) =>
        messages
          .toReversed()
          .flatMap(linksIn)
          .find((url) => link.test(url)),
      withinMs,
    )
  }

  payInvoice(): ReturnType<PersonClient['payInvoice']> {
    return this.person.payInvoice(shopBot)
  }

  payInvoiceLink(link: string): ReturnType<PersonClient['payInvoiceLink']> {
    return this.person.payInvoiceLink(shopBot, link)
  }

  /** Opens an invite link and waits to be let in; false when nobody let them in. */
  async join(link: string): Promise<boolean> {
    const { outcome } = await this.person.join(link)
    return outcome === 'joined' || outcome === 'requested' || outcome === 'already_member'
  }

  async subscriptions(): ReturnType<PersonClient['subscriptions']> {
    return this.person.subscriptions()
  }

  async think(ms: number): Promise<void> {
    await pause(ms, undefined, { signal: this.leaving }).catch(() => undefined)
  }
}

const linksIn = ({ keyboard }: MessageView) =>
  keyboard.flat().flatMap((key) => ('url' in key && key.url ? [key.url] : []))
const dataIn = ({ keyboard }: MessageView) =>
  keyboard.flat().flatMap((key) => ('callback_data' in key && key.callback_data ? [key.callback_data] : []))

function asksIn(message: MessageView): Ask | undefined {
  const links = linksIn(message)
  const clickLink = links.find((url) => url.includes('transaction_param='))
  const paymeLink = links.find((url) => url.includes('/payme/checkout/'))
  const ref = clickLink && new URL(clickLink).searchParams.get('transaction_param')
  if (!clickLink || !paymeLink || !ref) return undefined
  const data = dataIn(message)
  return {
    ref,
    paymeLink,
    clickLink,
    starsData: data.find((each) => each.startsWith('ps:')),
    monthlyData: data.find((each) => each.startsWith('pr:')),
  }
}

function unlessTooLate(error: unknown): undefined {
  if (error instanceof SandboxRefused && error.status === 408) return undefined
  throw error
}
