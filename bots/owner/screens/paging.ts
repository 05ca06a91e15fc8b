import type { Texts } from '../../../locales/texts'
import type { ScreenButton } from '../../../telegram/screen'

const perPage = 8
/** Callback data carries three digits. */
const mostPages = 1000

export interface Page<T> {
  readonly rows: readonly T[]
  /** Of the whole list. */
  readonly total: number
  /** From 0. */
  readonly page: number
  readonly pages: number
}

/** One page of a list. A page past the end is the last one: what stood there may be gone since the button was drawn. */
export async function pageOf<T>(
  wanted: number,
  ask: (window: { limit: number; offset: number }) => Promise<{ rows: readonly T[]; total: number }>,
): Promise<Page<T>> {
  const at = (page: number) => ask({ limit: perPage, offset: page * perPage })
  let page = wanted
  let found = await at(page)
  if (found.rows.length === 0 && page > 0) {
    const first = await at(0)
    page = Math.max(0, Math.ceil(first.total / perPage) - 1)
    found = page === 0 ? first : await at(page)
  }
  return { ...found, page, pages: Math.ceil(found.total / perPage) }
}

/** To the pages before and after. `press`: what the button of a page says. */
export const pageTurns = (
  t: Texts,
  { page, pages }: Pick<Page<unknown>, 'page' | 'pages'>,
  press: (page: number) => string,
): ScreenButton[] => [
  ...(page > 0 ? [{ label: t.plain('btn-owner-previous'), data: press(page - 1) }] : []),
  ...(page + 1 < Math.min(pages, mostPages) ? [{ label: t.plain('btn-owner-next'), data: press(page + 1) }] : []),
]
