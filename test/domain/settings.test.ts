import { defaultSettings, settingsSchema } from '../../domain/settings'
import { mayStaff, staffMay, type StaffPermission, type StaffRole } from '../../domain/staff'

const minute = 60_000
const hour = 60 * minute
const day = 24 * hour

test('a business that has set nothing has these settings', () => {
  expect(defaultSettings).toEqual({
    nudgesMs: [hour, 6 * hour, 24 * hour],
    nudgesOn: true,
    quietHours: { from: '22:00', to: '09:00' },
    quietEndSpreadMs: 2 * minute,
    depositPercent: 30,
    minimumStage: '100000',
    depositExpiryMs: 24 * hour,
    balanceExpiryMs: 72 * hour,
    extendMs: 24 * hour,
    depositFate: 'ask_owner',
    offerTimeoutMs: 10 * minute,
    fulfilmentSlaMs: 2 * hour,
    ratingAskMs: 2 * hour,
    ratingWaitMs: 7 * day,
    refundReminderMs: 24 * hour,
    minorPerStar: null,
    subscriptions: {
      remindersMs: [3 * day, 1 * day],
      graceMs: 3 * day,
      attemptLeadMs: 1 * day,
      winBackMs: [1 * day, 3 * day, 14 * day],
      spreadMs: 5 * minute,
      inviteLinkMs: 24 * hour,
      linksPerPeriod: 5,
      inviteBy: 'join_request',
      channelRetryMs: 300_000,
      strangersToFlag: 3,
      refundWithinMs: 0,
      starMonthMs: 30 * day,
      auditMs: day,
      auditPauseMs: 1_000,
      reconcileMs: day,
      reconcileGraceMs: 600_000,
    },
    providers: ['payme', 'click', 'manual'],
    chats: { florists: null, couriers: null, managers: null },
  })
})

test('one setting changed leaves the others at their defaults', () => {
  expect(settingsSchema.parse({ depositPercent: 50 })).toEqual({ ...defaultSettings, depositPercent: 50 })
})

test.each([
  [{ depositPercent: 0 }],
  [{ depositPercent: 100 }],
  [{ depositPercent: 30.5 }],
  [{ depositPercent: '30' }],
  [{ nudgesMs: [999] }],
  [{ nudgesMs: Array.from({ length: 11 }, () => hour) }],
  [{ nudgesMs: hour }],
  [{ quietHours: { from: '24:00', to: '09:00' } }],
  [{ quietHours: { from: '9:00', to: '22:00' } }],
  [{ quietHours: { from: '22:00' } }],
  [{ minimumStage: '-1' }],
  [{ minimumStage: 100_000 }],
  [{ depositExpiryMs: 0 }],
  [{ depositExpiryMs: 61 * day }],
  [{ depositFate: 'burn' }],
  [{ minorPerStar: '1.5' }],
  [{ providers: ['paypal'] }],
  [{ chats: { florists: null } }],
  [{ unheardOf: true }],
])('%j is refused', (settings) => {
  expect(settingsSchema.safeParse(settings).success).toBe(false)
})

const everyone: readonly StaffRole[] = ['owner', 'admin', 'manager', 'florist', 'courier', 'accountant']
/** Who may, in the order of `everyone`: owner, admin, manager, florist, courier, accountant. */
const table: Record<StaffPermission, string> = {
  see_orders: '######',
  make_order: '##.#..',
  hand_over: '##.##.',
  deliver: '##..#.',
  cancel_order: '###...',
  nudge: '###...',
  switch_all_nudges: '##....',
  receive_cash: '###.##',
  goods_arrived: '###...',
  confirm_refund: '##...#',
  decide_deposit: '##....',
  see_subscriptions: '###..#',
  serve_subscriber: '###...',
  judge_subscriber: '##....',
  edit_plans: '##....',
  read_business: '##....',
}

test.each(Object.entries(table) as [StaffPermission, string][])('%s: %s', (permission, marks) => {
  expect(everyone.map((role) => (mayStaff(role, permission) ? '#' : '.')).join('')).toBe(marks)
})

test('the table above names every permission', () => {
  expect(Object.keys(table).toSorted()).toEqual(Object.keys(staffMay).toSorted())
})
