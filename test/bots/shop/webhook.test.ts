import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import express from 'express'
import { webhookRouter } from '../../../bots/shop/webhook'
import { silent } from '../../activities/notices/shop'

const secret = 'a-secret_of-the-webhook'
const received: unknown[] = []
let fails = false
let server: Server
let url: string

beforeAll(async () => {
  const receive = (updates: readonly unknown[]) => {
    if (fails) return Promise.reject(new Error('no database'))
    received.push(...updates)
    return Promise.resolve()
  }
  server = createServer(express().use(webhookRouter({ botId: '77', secret, receive, log: silent })))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/webhooks/telegram`
})
afterAll(() => new Promise((resolve) => server.close(resolve)))
beforeEach(() => {
  received.length = 0
  fails = false
})

const post = (path: string, headers: Record<string, string>, body = '{"update_id":1}') =>
  fetch(`${url}/${path}`, { method: 'POST', headers: { 'content-type': 'application/json', ...headers }, body })

test('an update with the secret is stored before the 200, whose body is empty', async () => {
  const response = await post('77', { 'x-telegram-bot-api-secret-token': secret })
  expect([response.status, await response.text()]).toEqual([200, ''])
  expect(received).toEqual([{ update_id: 1 }])
})

test.each([
  ['no secret', '77', {}],
  ['a wrong secret', '77', { 'x-telegram-bot-api-secret-token': `${secret}x` }],
  ['another bot', '78', { 'x-telegram-bot-api-secret-token': secret }],
])('%s gets 404 and stores nothing', async (_, path, headers) => {
  expect((await post(path, headers)).status).toBe(404)
  expect(received).toEqual([])
})

test('when it cannot be stored Telegram is asked to come again', async () => {
  fails = true
  const response = await post('77', { 'x-telegram-bot-api-secret-token': secret })
  expect([response.status, response.headers.get('retry-after')]).toEqual([503, '1'])
})

test('what is too big or no JSON is refused without being stored', async () => {
  const headers = { 'x-telegram-bot-api-secret-token': secret }
  expect((await post('77', headers, '{')).status).toBe(400)
  expect((await post('77', headers, JSON.stringify({ text: 'x'.repeat(1_100_000) }))).status).toBe(413)
  expect(received).toEqual([])
})
