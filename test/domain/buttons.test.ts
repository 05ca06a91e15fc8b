import fc from 'fast-check'
import {
  codeDays,
  codeLimits,
  decodeButton,
  encodeButton,
  judgements,
  planParts,
  staffPages,
  subscriberLists,
  type Button,
} from '../../domain/buttons'
import { offeredPeriods, planFields, type OfferedPeriod } from '../../domain/plan-edits'

const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_'
const text = (alphabet: string, minLength: number, maxLength: number) =>
  fc.string({ unit: fc.constantFrom(...alphabet.split('')), minLength, maxLength })
const id = text(letters, 1, 32)
const orderId = id
const paymentId = fc.tuple(id, fc.constantFrom('f', 'd', 'b')).map(([order, stage]) => `${order}.${stage}`)
const productId = id
const planId = id
const subscriptionId = id
const on = fc.boolean()
const chatId = fc.integer({ min: 1, max: 1_999_999_999_999 }).map((id) => `-${id}`)
const quantity = fc.integer({ min: 1, max: 99 })
const code = text('ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789', 4, 24)
const ticket = fc.integer({ min: 1, max: 999_999_999 })
const newCode = {
  // Ours have 8 characters; with 16 and a plan of 32 the button would be too long.
  draft: text(`${letters}-`, 8, 8),
  gives: fc.constantFrom('p10' as const, 'p20' as const, 'p50' as const, 'gift' as const),
  limit: fc.constantFrom(...codeLimits),
  validDays: fc.constantFrom(...codeDays),
  forPlan: fc.oneof(planId, fc.constant('*')),
}
const verb = <V extends Button['verb']>(name: V) => fc.constant(name)

/** One arbitrary for each verb: a verb without one does not compile. */
const buttons: { [V in Button['verb']]: fc.Arbitrary<Extract<Button, { verb: V }>> } = {
  catalog: fc.record({ verb: verb('catalog') }),
  product: fc.record({ verb: verb('product'), productId }),
  checkout: fc.record({
    verb: verb('checkout'),
    draft: text(`${letters}-`, 6, 16),
    productId,
    quantity,
    plan: fc.constantFrom('full' as const, 'deposit_balance' as const, 'preorder' as const),
  }),
  quantity: fc.record({ verb: verb('quantity'), productId, quantity }),
  orders: fc.record({ verb: verb('orders') }),
  order: fc.record({ verb: verb('order'), orderId }),
  pay: fc.record({ verb: verb('pay'), paymentId }),
  pay_stars: fc.record({ verb: verb('pay_stars'), paymentId }),
  pay_card: fc.record({ verb: verb('pay_card'), paymentId }),
  pay_cash: fc.record({ verb: verb('pay_cash'), paymentId }),
  more_time: fc.record({ verb: verb('more_time'), paymentId }),
  stop_nudges: fc.record({ verb: verb('stop_nudges'), orderId }),
  cancel: fc.record({ verb: verb('cancel'), orderId }),
  cancel_sure: fc.record({ verb: verb('cancel_sure'), orderId }),
  rate: fc.record({ verb: verb('rate'), orderId, score: fc.integer({ min: 1, max: 5 }) }),
  lang: fc.record({ verb: verb('lang'), lang: fc.constantFrom('ru' as const, 'uz' as const, 'en' as const) }),
  help: fc.record({ verb: verb('help') }),
  write_support: fc.record({ verb: verb('write_support') }),
  ticket_reopen: fc.record({ verb: verb('ticket_reopen'), ticket }),
  plans: fc.record({ verb: verb('plans') }),
  plan: fc.record({ verb: verb('plan'), planId }),
  consent: fc.record({ verb: verb('consent'), draft: text(`${letters}-`, 6, 16), planId, on }),
  subscribe: fc.record({ verb: verb('subscribe'), draft: text(`${letters}-`, 6, 16), planId, on }),
  enter_code: fc.record({ verb: verb('enter_code'), draft: text(`${letters}-`, 6, 16), planId }),
  subscriptions: fc.record({ verb: verb('subscriptions') }),
  subscription: fc.record({ verb: verb('subscription'), subscriptionId }),
  renew: fc.record({ verb: verb('renew'), subscriptionId }),
  links: fc.record({ verb: verb('links'), subscriptionId }),
  stop_renewal: fc.record({ verb: verb('stop_renewal'), subscriptionId }),
  stop_renewal_sure: fc.record({ verb: verb('stop_renewal_sure'), subscriptionId }),
  resume_renewal: fc.record({ verb: verb('resume_renewal'), subscriptionId }),
  other_plans: fc.record({ verb: verb('other_plans'), subscriptionId }),
  // Our own subscription ids have 16 characters; with 32 and a plan of 32 the button would be too long.
  change_plan: fc.record({ verb: verb('change_plan'), subscriptionId: text(letters, 16, 16), planId, on }),
  money_back: fc.record({ verb: verb('money_back'), subscriptionId }),
  money_back_sure: fc.record({ verb: verb('money_back_sure'), subscriptionId }),
  no_offers: fc.record({ verb: verb('no_offers'), subscriptionId }),
  pay_stars_monthly: fc.record({ verb: verb('pay_stars_monthly'), paymentId }),
  staff_subscribers: fc.record({
    verb: verb('staff_subscribers'),
    list: fc.constantFrom(...subscriberLists),
    from: fc.integer({ min: 0, max: 999 }),
  }),
  staff_find: fc.record({ verb: verb('staff_find') }),
  staff_subscription: fc.record({ verb: verb('staff_subscription'), subscriptionId }),
  staff_extend: fc.record({ verb: verb('staff_extend'), subscriptionId, days: fc.integer({ min: 1, max: 365 }) }),
  staff_links: fc.record({ verb: verb('staff_links'), subscriptionId }),
  staff_pause: fc.record({ verb: verb('staff_pause'), subscriptionId, on }),
  staff_vip: fc.record({ verb: verb('staff_vip'), subscriptionId, on }),
  staff_refund: fc.record({ verb: verb('staff_refund'), subscriptionId }),
  staff_judge: fc.record({ verb: verb('staff_judge'), subscriptionId, judgement: fc.constantFrom(...judgements) }),
  staff_judge_sure: fc.record({
    verb: verb('staff_judge_sure'),
    subscriptionId,
    judgement: fc.constantFrom(...judgements),
  }),
  staff_plan: fc.record({ verb: verb('staff_plan'), planId }),
  plan_part: fc.record({ verb: verb('plan_part'), planId, part: fc.constantFrom(...planParts) }),
  plan_active: fc.record({ verb: verb('plan_active'), planId, on }),
  plan_ask: fc.record({ verb: verb('plan_ask'), planId, field: fc.constantFrom(...planFields) }),
  plan_period: fc.record({
    verb: verb('plan_period'),
    planId,
    period: fc.constantFrom(...(Object.keys(offeredPeriods) as OfferedPeriod[])),
  }),
  plan_channel: fc.record({ verb: verb('plan_channel'), planId, chatId, on }),
  plan_new: fc.record({ verb: verb('plan_new') }),
  use_channel: fc.record({ verb: verb('use_channel'), chatId }),
  refund_period: fc.record({ verb: verb('refund_period'), subscriptionId }),
  operations: fc.record({ verb: verb('operations') }),
  audit_now: fc.record({ verb: verb('audit_now') }),
  difference_settled: fc.record({
    verb: verb('difference_settled'),
    transaction: fc.bigInt(1n, 999_999_999_999_999_999n).map(String),
  }),
  lift_flag: fc.record({ verb: verb('lift_flag'), subscriptionId }),
  accept: fc.record({ verb: verb('accept'), orderId }),
  give_back: fc.record({ verb: verb('give_back'), orderId }),
  assembled: fc.record({ verb: verb('assembled'), orderId }),
  hand_over: fc.record({ verb: verb('hand_over'), orderId }),
  delivered: fc.record({ verb: verb('delivered'), orderId }),
  staff_order: fc.record({ verb: verb('staff_order'), orderId }),
  staff_cancel: fc.record({ verb: verb('staff_cancel'), orderId }),
  staff_cancel_sure: fc.record({ verb: verb('staff_cancel_sure'), orderId }),
  staff_nudge: fc.record({ verb: verb('staff_nudge'), orderId }),
  staff_nudges: fc.record({ verb: verb('staff_nudges'), orderId, on }),
  staff_nudges_all: fc.record({ verb: verb('staff_nudges_all'), on }),
  cash_received: fc.record({ verb: verb('cash_received'), paymentId }),
  arrived: fc.record({ verb: verb('arrived'), orderId }),
  arrived_all: fc.record({ verb: verb('arrived_all'), productId }),
  refunded: fc.record({ verb: verb('refunded'), transaction: fc.stringMatching(/^\d{1,18}$/) }),
  deposit_fate: fc.record({
    verb: verb('deposit_fate'),
    orderId,
    fate: fc.constantFrom('keep' as const, 'refund' as const),
  }),
  staff_menu: fc.record({
    verb: verb('staff_menu'),
    page: fc.constantFrom(...staffPages),
  }),
  code_draft: fc.record({ verb: verb('code_draft'), ...newCode }),
  code_make: fc.record({ verb: verb('code_make'), ...newCode }),
  staff_code: fc.record({ verb: verb('staff_code'), code }),
  code_off: fc.record({ verb: verb('code_off'), code }),
  ticket: fc.record({ verb: verb('ticket'), ticket }),
  ticket_answer: fc.record({ verb: verb('ticket_answer'), ticket }),
  ticket_close: fc.record({ verb: verb('ticket_close'), ticket }),
}
const verbs = Object.keys(buttons) as Button['verb'][]

test.each(verbs)('%s is read as it was written, in at most 64 bytes', (name) => {
  fc.assert(
    fc.property(buttons[name] as fc.Arbitrary<Button>, (button) => {
      const data = encodeButton(button)
      expect(Buffer.byteLength(data)).toBeLessThanOrEqual(64)
      expect(decodeButton(data)).toEqual(button)
    }),
    { numRuns: 200, seed: 20261121 },
  )
})

test('no two verbs share a code', () => {
  const codes = verbs.map((name) => encodeButton(fc.sample(buttons[name] as fc.Arbitrary<Button>, 1)[0]!).split(':')[0])
  expect(new Set(codes).size).toBe(verbs.length)
})

test.each([
  '',
  ':',
  'nonsense',
  'catalog',
  '__proto__',
  'constructor',
  'c:1',
  'o',
  'o:',
  'o:a:b',
  'o:order-1',
  'o:заказ',
  'o:a b',
  `o:${'a'.repeat(33)}`,
  "o:1';DROP",
  'O:abc',
  ' o:abc',
  'o:abc\n',
  'pay:k3v9',
  'pay:k3v9.x',
  'pay:k3v9.dd',
  'pay:.d',
  'pay:k3v9.d\n',
  'q:roses:0',
  'q:roses:100',
  'q:roses:-1',
  'q:roses:1.5',
  'q:roses:1e1',
  'q:roses:',
  'r:k3v9:0',
  'r:k3v9:6',
  'l:de',
  'l:RU',
  'sno:k3v9:2',
  'sno:k3v9:true',
  'df:k3v9:ask_owner',
  'sm:settings',
  'tk:0',
  'tk:01',
  'ta:1.5',
  'tc:',
  'kc:abcd',
  'kc:ABC',
  'kd:longenough1:p10:2:7:*',
  'kd:longenough1:p30:1:7:*',
  'kd:longenough1:gift:10::*',
  'kd:longenough1:gift:10:7:',
  'kd:longenough1:gift:10:7:**',
  'co:short:roses:1:f',
  'co:longenough1:roses:1:x',
  'co:longenough1:roses:1:full',
  'co:this_draft_is_too_long:roses:1:f',
])('%j is no button of ours', (data) => {
  expect(decodeButton(data)).toBeNull()
})

test('no text whatever makes the reader throw, and what it accepts it writes the same', () =>
  fc.assert(
    fc.property(
      fc.oneof(
        fc.string(),
        fc.array(fc.string(), { maxLength: 5 }).map((parts) => parts.join(':')),
      ),
      (data) => {
        const button = decodeButton(data)
        if (button) expect(decodeButton(encodeButton(button))).toEqual(button)
      },
    ),
    { numRuns: 500, seed: 20261121 },
  ))
