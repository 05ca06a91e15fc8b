import { setTimeout as pause } from 'node:timers/promises'
import { runProcess } from '../../ops/process'

/** A process with nothing to do, run by process.test.ts: it becomes ready when it is told so, and answers slowly. */
let begin: () => void = () => undefined
const begun = new Promise<void>((resolve) => (begin = resolve))
let healthy = true

void runProcess('api', async ({ log }) => ({
  begun,
  checks: [
    { name: 'mood', probe: () => (healthy ? Promise.resolve() : Promise.reject(new Error('postgres://u:p@host'))) },
  ],
  async app(request, response, next) {
    if (request.path === '/begin') begin()
    else if (request.path === '/sicken') healthy = false
    else if (request.path === '/throw') void Promise.reject(new Error('nobody waits for this'))
    else if (request.path === '/fail') throw new Error('no way')
    else if (request.path === '/slow') await pause(700)
    else if (request.path === '/leak') {
      const token = '7000000001:abcdefghijklmnopqrstuvwxyz0123456789'
      log.error({
        err: new Error(`https://api.telegram.org/bot${token}/getMe failed`),
        token,
        buyer: { phone: '+998901234567' },
      })
      log.info(`connecting to postgres://shop:${'hunter2'}@db:5432/orderly`)
    } else return next()
    response.send('done')
  },
  async stop() {
    await pause(50)
    log.info('work finished')
  },
}))
