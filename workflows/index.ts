export { order } from './order/order'
export { payment } from './payment/payment'
export { refund } from './refund/refund'
export { subscription } from './subscription/subscription'
