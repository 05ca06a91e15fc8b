export type StaffRole = 'owner' | 'admin' | 'manager' | 'florist' | 'courier' | 'accountant'

/** What a member of staff may do to an order. The one table that every screen and message asks. */
export const staffMay = {
  see_orders: ['owner', 'admin', 'manager', 'florist', 'courier', 'accountant'],
  make_order: ['owner', 'admin', 'florist'],
  hand_over: ['owner', 'admin', 'florist', 'courier'],
  deliver: ['owner', 'admin', 'courier'],
  cancel_order: ['owner', 'admin', 'manager'],
  nudge: ['owner', 'admin', 'manager'],
  switch_all_nudges: ['owner', 'admin'],
  receive_cash: ['owner', 'admin', 'manager', 'courier', 'accountant'],
  goods_arrived: ['owner', 'admin', 'manager'],
  confirm_refund: ['owner', 'admin', 'accountant'],
  decide_deposit: ['owner', 'admin'],
  see_subscriptions: ['owner', 'admin', 'manager', 'accountant'],
  /** Links again, time as a gift, a pause: what keeps a subscriber content. */
  serve_subscriber: ['owner', 'admin', 'manager'],
  /** Money back, access taken, suspicion raised and lifted. */
  judge_subscriber: ['owner', 'admin'],
  edit_plans: ['owner', 'admin'],
  read_business: ['owner', 'admin'],
} as const satisfies Record<string, readonly StaffRole[]>

export type StaffPermission = keyof typeof staffMay

export const mayStaff = (role: StaffRole, permission: StaffPermission): boolean =>
  (staffMay[permission] as readonly StaffRole[]).includes(role)
