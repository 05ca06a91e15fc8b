import type { StackSettings } from './settings'

interface Announced {
  readonly settings: StackSettings
  readonly databases: { readonly shop: string }
  readonly temporalAddress: string
  readonly logs: string
}

/** One table of addresses, and what a newcomer tries first. */
export function announcement({ settings, databases, temporalAddress, logs }: Announced): string {
  const { ports, realShopBot, ownTemporal } = settings
  const url = (port: number, path = '') => `http://127.0.0.1:${port}${path}`
  const rows: (readonly [string, string, string])[] = [
    ['Browser chat', url(ports.SANDBOX_PORT), 'be a buyer, the owner, a florist, a courier'],
    [
      'Temporal Web UI',
      ownTemporal ? '' : url(ports.TEMPORAL_UI_PORT),
      'every order and payment, and what it waits for',
    ],
    ['api', url(ports.API_PORT), 'webhooks of Payme and Click, event feed'],
    ['bots', url(ports.BOTS_PORT), 'shop bot'],
    ['owner-bot', url(ports.OWNER_BOT_PORT), '/funnel, /status, /today'],
    ['worker', url(ports.WORKER_PORT), 'workflows and activities'],
    ['Temporal', temporalAddress, 'gRPC'],
    ['Postgres', withoutPassword(databases.shop), 'password in .orderly/secrets.json'],
    ['Logs', logs, ''],
  ]
  const shown = rows.filter(([, address]) => address !== '')
  const widths = [0, 1].map((column) => Math.max(...shown.map((row) => (row[column] ?? '').length)))
  const line = (row: readonly string[]) =>
    `  ${row.map((cell, index) => cell.padEnd(widths[index] ?? 0)).join('   ')}`.trimEnd()
  const where = realShopBot ? 'Telegram, in a chat with your bot' : url(ports.SANDBOX_PORT)
  return [
    '',
    'Orderly is running. Health of each process: /health/ready and /metrics at its address.',
    '',
    ...shown.map(line),
    '',
    'Try first:',
    `  1. Open ${where}, be Dilnoza, write /start to the shop bot and order a bouquet with a 30 % deposit.`,
    '  2. Wait: the demo shop reminds within a minute. Then pay the deposit with Payme and the balance with Click.',
    '  3. Be Rustam, the owner, and ask the owner bot /funnel: each step shows, with a link to its workflow.',
    '',
    'Ctrl-C stops everything; the state stays in .orderly/. "npm start -- --fresh" begins anew.',
    '',
  ].join('\n')
}

function withoutPassword(url: string): string {
  const { username, host, pathname } = new URL(url)
  return `postgres://${username}@${host}${pathname}`
}
