import { staffOf } from '../db/staff'
import type { BusinessId } from '../domain/ids'
import { textsIn, type Texts } from '../locales/texts'
import type { Screen } from '../telegram/screen'
import { sendOnce, type SendOnce } from './notices/send-once'

/** Says something to the owner that is about no order and no subscription, once under its key. */
export async function tellOwners(
  deps: SendOnce,
  { businessId, dedupeKey }: { readonly businessId: BusinessId; readonly dedupeKey: string },
  wordsIn: (t: Texts) => Screen,
): Promise<void> {
  const owners = (await staffOf(deps.sql, businessId)).filter(({ role }) => role === 'owner')
  for (const { externalId, lang } of owners) {
    const message = { chatId: externalId, orderId: null, paymentId: null, hasButtons: false }
    await sendOnce(deps, { businessId, dedupeKey: `${dedupeKey}@${externalId}`, ...message }, wordsIn(textsIn(lang)))
  }
}
