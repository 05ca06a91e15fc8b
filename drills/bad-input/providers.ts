import { createHash } from 'node:crypto'
import { demoBusiness } from '../../db/demo-shop'
import type { PaymentFact } from './facts'
import type { Life } from './world'

/** One right call of Payme's, of those that set the drill up. Throws what was refused. */
export async function payme(life: Life, method: string, params: object): Promise<void> {
  const response = await fetch(`http://127.0.0.1:${life.ports.api}/webhooks/payme/${demoBusiness.id}`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      authorization: `Basic ${Buffer.from(`Paycom:${life.secrets.paymeKey}`).toString('base64')}`,
    },
    body: JSON.stringify({ method, params, id: 1 }),
  })
  const answer = (await response.json()) as { result?: unknown; error?: unknown }
  if (!answer.result) throw new Error(`${method} was refused: ${JSON.stringify(answer.error)}`)
}

/** One right Prepare of Click's. */
export async function clickForm(life: Life, { ref, amount }: PaymentFact) {
  const transaction = '777000111'
  const form = {
    click_trans_id: transaction,
    service_id: life.click.serviceId,
    click_paydoc_id: '1',
    merchant_trans_id: ref,
    amount: (amount / 100).toFixed(2),
    action: '0',
    error: '0',
    sign_time: '2026-11-21 12:00:00',
  }
  const signed =
    form.click_trans_id + form.service_id + life.secrets.clickKey + ref + form.amount + '0' + form.sign_time
  const response = await fetch(`http://127.0.0.1:${life.ports.api}/webhooks/click/${demoBusiness.id}/prepare`, {
    method: 'POST',
    body: new URLSearchParams({ ...form, sign_string: createHash('md5').update(signed).digest('hex') }),
  })
  const answer = (await response.json()) as { error: number; merchant_prepare_id: number }
  if (answer.error !== 0) throw new Error(`Prepare was refused: ${JSON.stringify(answer)}`)
  return { transaction, prepareId: String(answer.merchant_prepare_id) }
}
