/** The custom search attributes of the namespace. None carries personal data. */
export const searchAttributeTypes = {
  BusinessId: 'Keyword',
  OrderStage: 'Keyword',
  PaymentStage: 'Keyword',
  DueAt: 'Datetime',
  SubscriptionState: 'Keyword',
  EscalationState: 'Keyword',
  /** Set on the run of an order that late money brought back: the stage its earlier, closed run still shows. */
  RevivedFrom: 'Keyword',
} as const
