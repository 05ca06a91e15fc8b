import { Router } from 'express'
import { createHash } from 'node:crypto'
import type { SandboxSetup } from '../options'
import type { ClickPayment } from './book'
import type { Click } from './click'
import { clickTime } from './sign'

/** How far the caller's clock may be off, s. Click names no number. */
const clockSkew = 300

const statusOf: Readonly<Record<ClickPayment['outcome'], number>> = {
  refused: -1,
  waiting: 1,
  // The buyer has been debited, and the merchant has not said yes.
  hung: 2,
  paid: 2,
  cancelled: -1,
  returned: -1,
  reversed: -1,
}

/** What a merchant may ask of Click: how a payment stands (click.md 2.7). Mounted where the real one has `/v2/merchant`. */
export function clickMerchantApi(click: Click, setup: Pick<SandboxSetup, 'click' | 'clock'>): Router {
  const router = Router()
  const { serviceId, secretKey } = setup.click
  router.use((request, response, next) => {
    const [user, digest, timestamp] = (request.get('auth') ?? '').split(':')
    const expected = createHash('sha1').update(`${timestamp}${secretKey}`).digest('hex')
    const isNow = Math.abs(Number(timestamp) - setup.clock() / 1000) <= clockSkew
    if (user && digest === expected && isNow) next()
    else response.status(401).json({ error_code: -1, error_note: 'Unauthorized' })
  })

  router.get('/payment/status_by_mti/:service/:account/:day', ({ params }, response) => {
    const made = (payment: ClickPayment) => clickTime(payment.at).slice(0, 10)
    const payment = click
      .list()
      .findLast(
        (one) => one.merchantTransId === params.account && made(one) === params.day && one.outcome !== 'refused',
      )
    if (!payment || params.service !== serviceId) return void response.json(notFound)
    // As in the documented example: without the status, which has to be asked for by the number.
    response.json({ ...found, payment_id: Number(payment.paydocId), merchant_trans_id: payment.merchantTransId })
  })
  router.get('/payment/status/:service/:id', ({ params }, response) => {
    const payment = click.list().find(({ paydocId }) => paydocId === params.id)
    if (!payment || params.service !== serviceId) return void response.json(notFound)
    response.json({ ...found, payment_id: Number(payment.paydocId), payment_status: statusOf[payment.outcome] })
  })
  return router
}

const found = { error_code: 0, error_note: 'Success' }
/** The number is ours: Click's errors for this call are not documented. */
const notFound = { error_code: -404, error_note: 'Payment not found' }
