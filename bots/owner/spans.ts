import type { Span } from '../../db/owner/day'
import type { Texts } from '../../locales/texts'
import type { ScreenButton } from '../../telegram/screen'
import { businessDay } from './business-day'
import { encodePress, type SpanDays } from './presses'

const day = 86_400_000

/** Today is the business's calendar day; seven and thirty days are counted back from now. */
export function spanOf(days: SpanDays, now: Date, zone: string): Span {
  const today = businessDay(now, zone)
  return days === 1 ? today : { from: new Date(now.getTime() - days * day), to: today.to }
}

/** A button for each span that a screen can show; the one that is shown is marked, and looks anew. */
export const spanButtons = (
  t: Texts,
  verb: 'subs' | 'access',
  { spans, shown }: { readonly spans: readonly SpanDays[]; readonly shown: SpanDays },
): ScreenButton[] =>
  spans.map((days) => ({
    label: days === shown ? t.plain('btn-owner-days-now', { days }) : t.plain('btn-owner-days', { days }),
    data: encodePress({ verb, days }),
  }))
