/**
 * Text in Telegram's HTML. Only `locales/` makes it, and everything put into it is escaped on the way, so a buyer who
 * calls herself `<a href=…>` stays a name.
 */
export class Html {
  constructor(readonly value: string) {}
}

const entities: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;' }
export const escapeHtml = (text: string) => text.replace(/[&<>]/g, (character) => entities[character] ?? character)

/** Pieces one under another; empty pieces leave no gap. */
export const stacked = (pieces: readonly (Html | null)[], gap = '\n'): Html =>
  new Html(
    pieces
      .map((piece) => piece?.value ?? '')
      .filter((piece) => piece !== '')
      .join(gap),
  )

/** A name that opens the person's chat. `externalId` is a Telegram user id. */
export const personLink = (name: string, externalId: string): Html =>
  new Html(
    /^\d{1,20}$/.test(externalId) ? `<a href="tg://user?id=${externalId}">${escapeHtml(name)}</a>` : escapeHtml(name),
  )
