import type { Page } from 'playwright-core'
import { desk, phone, runBot, sandboxPage, type SandboxPage } from './page-for-tests'
import { startRecorder } from './recorder'
import { dilnoza, florists } from './sandbox-for-tests'

const bot = 'demo_shop_bot'
const session = sandboxPage()

let sandbox: SandboxPage['sandbox']
let page: Page

async function open(...how: Parameters<typeof session.open>) {
  ;({ sandbox, page } = await session.open(...how))
}

const go = (hash: string) => page.goto(`${sandbox.url}/#${hash}`)
const say = (text: string, more: object = {}) => sandbox.bot('sendMessage', { chat_id: dilnoza, text, ...more })
const log = () => page.getByRole('log', { name: 'Messages' })
const button = (name: string | RegExp) => page.getByRole('button', { name, exact: true })

describe('the browser chat', () => {
  it('starts a bot, shows its answer live, and sends what is typed', async () => {
    await open()
    await go(`${dilnoza}/`)
    await page.getByRole('link', { name: 'Demo Gullar' }).click()
    await button('START').click()
    await log().getByText('/start').waitFor()
    await say('Assalomu alaykum, <b>Dilnoza</b>', { parse_mode: 'HTML' })
    expect(await log().locator('strong').innerText()).toBe('Dilnoza')
    await page.getByRole('textbox', { name: 'Message' }).fill('Пионы есть? Oʻzbekcha ham')
    await page.keyboard.press('Enter')
    await log().getByText('Пионы есть? Oʻzbekcha ham').waitFor()
    expect((await sandbox.client.as(dilnoza).messages(bot)).map((message) => message.text)).toEqual([
      '/start',
      'Assalomu alaykum, Dilnoza',
      'Пионы есть? Oʻzbekcha ham',
    ])
  })

  it('presses inline buttons: a toast, an alert, an edit in place', async () => {
    await open()
    await sandbox.client.as(dilnoza).send(bot, '/start')
    const stop = runBot(
      sandbox,
      async (update: { callback_query?: { id: string; data: string; message: { message_id: number } } }) => {
        const press = update.callback_query
        if (!press) return
        const isAlert = press.data === 'alert'
        await sandbox.bot('answerCallbackQuery', {
          callback_query_id: press.id,
          text: `pressed ${press.data}`,
          show_alert: isAlert,
        })
        if (!isAlert) {
          await sandbox.bot('editMessageText', {
            chat_id: dilnoza,
            message_id: press.message.message_id,
            text: 'Edited',
          })
        }
      },
    )
    const keys = [
      { text: 'Alert', callback_data: 'alert' },
      { text: 'Toast', callback_data: 'toast' },
    ]
    await say('Choose', { reply_markup: { inline_keyboard: [keys] } })
    await go(`${dilnoza}/${bot}`)
    await button('Alert').click()
    const alert = page.getByRole('dialog', { name: 'Alert' })
    await alert.getByText('pressed alert').waitFor()
    await alert.getByRole('button', { name: 'OK' }).click()
    await button('Toast').click()
    await page.getByRole('status').getByText('pressed toast').waitFor()
    await log().getByText('Edited').first().waitFor()
    expect(await button('Toast').count()).toBe(0)
    await stop()
  })

  it('offers commands and the reply keyboard', async () => {
    await open()
    await sandbox.bot('setMyCommands', { commands: [{ command: 'orders', description: 'My orders' }] })
    await sandbox.client.as(dilnoza).send(bot, '/start')
    await say('Menu', { reply_markup: { keyboard: [['Katalog']] } })
    await go(`${dilnoza}/${bot}`)
    await button('Commands').click()
    await page.getByRole('menuitem', { name: '/orders My orders' }).click()
    await log().getByText('/orders').waitFor()
    await button('Katalog').click()
    await log().getByText('Katalog').waitFor()
  })

  it('pays an invoice in Stars and shows the receipt', async () => {
    await open()
    await sandbox.client.as(dilnoza).send(bot, '/start')
    const stop = runBot(sandbox, async (update: { pre_checkout_query?: { id: string } }) => {
      const query = update.pre_checkout_query
      if (query) await sandbox.bot('answerPreCheckoutQuery', { pre_checkout_query_id: query.id, ok: true })
    })
    const invoice = {
      title: 'Buyurtma',
      description: 'Gullar',
      payload: 'p',
      currency: 'XTR',
      prices: [{ label: 'x', amount: 250 }],
    }
    await sandbox.bot('sendInvoice', { chat_id: dilnoza, ...invoice })
    await go(`${dilnoza}/${bot}`)
    await button('Pay 250 Stars').click()
    const sheet = page.getByRole('dialog', { name: 'Pay: Buyurtma' })
    await sheet.getByRole('button', { name: /^Pay/ }).click()
    await sheet.getByText('Paid', { exact: true }).waitFor()
    await sheet.getByRole('button', { name: 'Done' }).click()
    await log().getByText('You paid 250 Stars').waitFor()
    expect(await button('Receipt').isDisabled()).toBe(true)
    await stop()
  })

  it('shows why a card payment failed', async () => {
    await open()
    await sandbox.client.as(dilnoza).send(bot, '/start')
    const stop = runBot(sandbox, async (update: { pre_checkout_query?: { id: string } }) => {
      const query = update.pre_checkout_query
      if (query) {
        await sandbox.bot('answerPreCheckoutQuery', {
          pre_checkout_query_id: query.id,
          ok: false,
          error_message: 'Gullar tugadi',
        })
      }
    })
    const price = [{ label: 'x', amount: 13_500_000 }]
    await sandbox.bot('sendInvoice', {
      chat_id: dilnoza,
      title: 'T',
      description: 'D',
      payload: 'p',
      currency: 'UZS',
      provider_token: '1:T',
      prices: price,
    })
    await go(`${dilnoza}/${bot}`)
    await page.getByRole('button', { name: /^Pay 135.000 UZS$/ }).click()
    await page
      .getByRole('dialog')
      .getByRole('button', { name: /^Pay 135/ })
      .click()
    await page.getByRole('dialog').getByText('Gullar tugadi').waitFor()
    await stop()
  })

  it('blocks and unblocks the bot', async () => {
    await open()
    await sandbox.client.as(dilnoza).send(bot, '/start')
    await go(`${dilnoza}/${bot}`)
    await button('More').click()
    await button('Block the bot').click()
    await button('Unblock').waitFor()
    expect((await say('x')).status).toBe(403)
    await button('Unblock').click()
    await page.getByRole('textbox', { name: 'Message' }).waitFor()
    expect((await say('back')).status).toBe(200)
    await log().getByText('back').waitFor()
  })

  it('counts unread messages beside the chat and the person, and forgets them when the chat is opened', async () => {
    await open()
    await sandbox.client.as(dilnoza).send(bot, '/start')
    await go('1002/')
    await say('one')
    await say('two')
    const person = page.getByRole('button', { name: 'Dilnoza Yoʻldosheva, Buyer' })
    await person.getByText('2').waitFor()
    await person.click()
    await page.getByRole('link', { name: 'Demo Gullar, 2 unread' }).click()
    await page.getByRole('link', { name: 'Demo Gullar', exact: true }).waitFor()
    expect(await person.getByText('2').count()).toBe(0)
  })

  it('shows a group to its members with who wrote, and not to others', async () => {
    await open()
    await sandbox.client.as(2003).send(String(florists), 'Беру заказ')
    await go(`2002/${florists}`)
    await log().getByText('Gulnora Saidova').waitFor()
    await page.getByText('4 members').waitFor()
    await go(`${dilnoza}/`)
    await page.getByRole('heading', { name: 'Dilnoza Yoʻldosheva' }).waitFor()
    expect(await page.getByText('Флористы').count()).toBe(0)
  })

  it('shows hostile names and messages as text and runs nothing', async () => {
    const hostile = '<img src=x onerror="window.broken=1"><script>window.broken=1</script>'
    await open(desk, {
      people: [{ id: 1001, role: 'buyer', firstName: hostile, language: 'ru', stars: 5 }],
      groups: [],
    })
    const person = sandbox.client.as(1001)
    await person.send(bot, hostile)
    await say(hostile, {
      reply_markup: { inline_keyboard: [[{ text: hostile, callback_data: 'x' }]] },
      reply_parameters: { message_id: 1 },
    })
    await say('link', { entities: [{ type: 'text_link', offset: 0, length: 4, url: 'javascript:window.broken=1' }] })
    await go(`1001/${bot}`)
    await log().getByText(hostile).first().waitFor()
    expect(await page.evaluate('window.broken')).toBeUndefined()
    expect(await page.locator('#app img, #app script').count()).toBe(0)
    expect(await page.locator('a[href^="javascript"]').count()).toBe(0)
  })

  it('fits a phone: the list, then the chat, then back', async () => {
    await open(phone)
    await sandbox.client.as(dilnoza).send(bot, '/start')
    await say('Узкий экран '.repeat(40))
    await go(`${dilnoza}/`)
    expect(await page.getByRole('main').isVisible()).toBe(false)
    await page.getByRole('link', { name: /Demo Gullar/ }).click()
    await log().waitFor()
    expect(await page.getByRole('complementary', { name: 'Chats' }).isVisible()).toBe(false)
    const wide = await page.evaluate('document.documentElement.scrollWidth')
    expect(wide).toBe(phone.width)
    await button('Back').click()
    await page.getByRole('link', { name: /Demo Gullar/ }).waitFor()
  })

  it('opens a deep link of a bot in the app and starts it with its parameter', async () => {
    await open()
    await sandbox.client.as(dilnoza).send(bot, '/start')
    await say('https://t.me/demo_owner_bot?start=abc')
    await go(`${dilnoza}/${bot}`)
    await log().getByRole('link').click()
    await log().getByText('/start abc').waitFor()
    expect(page.url()).toContain(`#${dilnoza}/demo_owner_bot`)
  })
})

describe('the pay pages', () => {
  const at = 1_795_239_044_271
  const results: Record<string, object> = {
    CheckPerformTransaction: { allow: true },
    CreateTransaction: { create_time: at, transaction: 'tx1', state: 1 },
    PerformTransaction: { perform_time: at, transaction: 'tx1', state: 2 },
    CancelTransaction: { cancel_time: at, transaction: 'tx1', state: -2 },
    GetStatement: { transactions: [{ id: 'in the statement' }] },
  }
  let shop: Awaited<ReturnType<typeof startRecorder>>

  beforeEach(async () => {
    shop = await startRecorder((asked, count) => {
      if (asked.path.includes('/click/')) {
        const fields = new URLSearchParams(asked.body)
        const error = asked.path.endsWith('complete') && count % 2 === 0 ? -4 : 0
        return {
          body: `{"click_trans_id":${fields.get('click_trans_id')},"merchant_trans_id":"${fields.get('merchant_trans_id')}","merchant_prepare_id":7,"error":${error},"error_note":"ok"}`,
        }
      }
      const call = JSON.parse(asked.body) as { method: string; id: number }
      return { body: JSON.stringify({ result: results[call.method], id: call.id }) }
    })
    await open(phone, { apiUrl: shop.url })
  })
  afterEach(() => shop.close())

  const paymeLink = (lang: string) =>
    `${sandbox.paymeCheckoutUrl}/${Buffer.from(`m=m1;ac.payment=1042D;a=13500000;l=${lang};c=https://t.me/demo_shop_bot`).toString('base64')}`

  it('pays by Payme inside the chat and comes back to it', async () => {
    await sandbox.client.as(dilnoza).send(bot, '/start')
    await say('Pay', { reply_markup: { inline_keyboard: [[{ text: 'Payme', url: paymeLink('uz') }]] } })
    await go(`${dilnoza}/${bot}`)
    await button('Payme').click()
    const frame = page.getByRole('dialog').locator('iframe').contentFrame()
    await frame.getByText('135 000 soʻm').waitFor()
    await frame.getByRole('button', { name: 'Toʻlash', exact: true }).click()
    await frame.getByRole('heading', { name: 'Toʻlandi' }).waitFor()
    await frame.getByRole('link', { name: 'Doʻkonga qaytish' }).click()
    await page.getByRole('dialog').waitFor({ state: 'detached' })
    await log().waitFor()
    expect(await sandbox.client.payme.list()).toMatchObject([
      { outcome: 'paid', account: { payment: '1042D' }, faults: [] },
    ])
  })

  it('switches the language, stops half-way, and finishes and refunds in the cabinet', async () => {
    await page.goto(paymeLink('ru'))
    await page.getByText('К оплате').waitFor()
    await page.getByRole('link', { name: 'EN' }).click()
    await page.getByRole('button', { name: /^Disconnect half-way/ }).click()
    await page.getByRole('heading', { name: 'Waiting for payment' }).waitFor()
    await page.getByRole('link', { name: "Merchant's cabinet" }).click()
    await page.getByRole('button', { name: 'Pay now' }).click()
    await page.getByText('Paid', { exact: true }).waitFor()
    await page.getByRole('button', { name: 'Refund' }).click()
    await page.getByText('Money returned').waitFor()
    await page.getByRole('button', { name: 'Show' }).click()
    await page.getByText('in the statement').waitFor()
    expect(await sandbox.client.payme.list()).toMatchObject([{ state: -2, outcome: 'refunded', reason: 5 }])
  })

  it('pays by Click', async () => {
    await page.goto(
      `${sandbox.clickPayUrl}?service_id=1001&merchant_id=2002&amount=315000.00&transaction_param=1042B&lang=uz`,
    )
    await page.getByText('315 000 soʻm').waitFor()
    await page.getByRole('button', { name: 'Toʻlash', exact: true }).click()
    await page.getByRole('heading', { name: 'Toʻlandi' }).waitFor()
    expect(await sandbox.client.click.list()).toMatchObject([{ outcome: 'paid', merchantTransId: '1042B', faults: [] }])
  })

  it('shows a broken link and a hostile account as text', async () => {
    const broken = await page.goto(`${sandbox.paymeCheckoutUrl}/${Buffer.from('a=5').toString('base64')}`)
    expect(broken?.status()).toBe(400)
    await page.getByText('m (the merchant) is missing').waitFor()
    const hostile = Buffer.from('m=m;ac.x=<img src=x onerror=alert(1)>;a=100;c=javascript:alert(1)').toString('base64')
    await page.goto(`${sandbox.paymeCheckoutUrl}/${hostile}`)
    await page.getByText('<img src=x onerror=alert(1)>').waitFor()
    await page.getByRole('button', { name: 'Оплатить', exact: true }).click()
    await page.getByRole('heading', { name: 'Оплачено' }).waitFor()
    expect(await page.getByRole('link', { name: 'Вернуться в магазин' }).count()).toBe(0)
    session.forgive((line) => line.includes('status of 400'))
  })
})
