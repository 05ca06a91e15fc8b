import { applyShopFile } from '../../db/shop-file'
import type { Db } from '../../db/types'
import { demoChannels, demoGroups } from '../../domain/demo-people'
import { shopFileSchema } from '../../domain/shop-file'
import type { Crowd } from '../people/crowd'
import { colleagues } from './colleagues'

export const drillBusiness = 'drill'
export const shopBot = 'drill_shop_bot'

const second = 1_000
const minute = 60 * second
const [club, pro] = demoChannels
const named = (name: string) => ({ ru: name, uz: name, en: name })

/** What is sold: two kinds of flowers, too few of one, and two subscriptions, one of which ends within the drill. */
export const wares = { plenty: 'lola', scarce: 'nargis', lasting: 'club', brief: 'pro' } as const
export const channelOf = { [wares.lasting]: club.id, [wares.brief]: pro.id } as const

/** Short enough for everything to end within a drill, and long enough for outages to pass. */
export interface ShopTimes {
  /** How long the shop waits for money. */
  readonly expiryMs: number
  /** A period of the brief plan, and what Telegram takes for its 30 days: whole minutes. */
  readonly monthMs: number
}

export async function openShop(sql: Db, { stock }: Crowd, { expiryMs, monthMs }: ShopTimes): Promise<void> {
  const shop = shopFileSchema.parse({
    business: { id: drillBusiness, name: 'Drill', currency: 'UZS', zone: 'Asia/Tashkent', terms: named('—') },
    settings: {
      nudgesMs: [expiryMs / 6, expiryMs / 2].map(Math.round),
      quietHours: { from: '00:00', to: '00:00' },
      depositExpiryMs: expiryMs,
      balanceExpiryMs: expiryMs,
      depositFate: 'refund',
      offerTimeoutMs: 5 * minute,
      fulfilmentSlaMs: 10 * minute,
      ratingAskMs: 5 * second,
      ratingWaitMs: 20 * second,
      minorPerStar: '25000',
      providers: ['payme', 'click', 'stars', 'telegram_fiat', 'manual'],
      chats: Object.fromEntries(demoGroups.map(({ purpose, id }) => [purpose, String(id)])),
      subscriptions: {
        remindersMs: [monthMs / 3],
        graceMs: 20 * second,
        attemptLeadMs: monthMs / 4,
        winBackMs: [],
        spreadMs: 3 * second,
        channelRetryMs: 5 * second,
        starMonthMs: monthMs,
      },
    },
    staff: colleagues.map(({ id, role, firstName: name, language: lang }) => ({
      telegramId: String(id),
      role,
      name,
      lang,
    })),
    channels: [club, pro].map(({ id, title }) => ({ chatId: String(id), title })),
    products: [
      { id: wares.plenty, names: named('Lola'), texts: named('—'), price: '150000', stock: stock[wares.plenty] },
      { id: wares.scarce, names: named('Nargis'), texts: named('—'), price: '90000', stock: stock[wares.scarce] },
    ],
    plans: [
      plan({ id: wares.lasting, price: '90000', starPrice: 300, period: { unit: 'day', count: 30 }, chat: club.id }),
      plan({
        id: wares.brief,
        price: '50000',
        starPrice: 150,
        period: { unit: 'minute', count: monthMs / minute },
        chat: pro.id,
      }),
    ],
  })
  await applyShopFile(sql, shop)
}

interface PlanWish {
  readonly id: string
  readonly price: string
  readonly starPrice: number
  readonly period: { readonly unit: 'minute' | 'day'; readonly count: number }
  readonly chat: number
}

const plan = ({ id, price, starPrice, period, chat }: PlanWish) => ({
  id,
  names: named(id),
  texts: named('—'),
  price,
  starPrice,
  period,
  channels: [String(chat)],
})
