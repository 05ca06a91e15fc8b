import { Router, type RequestHandler } from 'express'
import { stuckJson, type StuckLook } from '../domain/stuck'
import { bearerOf, sameSecret } from './credentials'
import { createFailedAuthLimit } from './failed-auth-limit'
import { answerProblem, problems } from './problem'

export interface StuckDeps {
  /** What an operator's program shows. */
  readonly opsToken: string
  /** Looks, or answers what a look of a moment ago found: asking often must cost nothing. */
  readonly lookForStuck: () => Promise<StuckLook>
}

/** `GET /api/v1/ops/stuck`: what cannot move without a person, in the form of `npm run ops -- stuck --json`. */
export function stuckApi(deps: StuckDeps & { readonly failedAuthPerMinute: number }): Router {
  const router = Router()
  const path = '/api/v1/ops/stuck'
  const refuse: RequestHandler = (_req, res) => answerProblem(res, problems.tooManyFailures)
  const failures = createFailedAuthLimit({ perMinute: deps.failedAuthPerMinute }, refuse)

  router.get(path, async (req, res) => {
    const token = bearerOf(req.get('authorization'))
    if (token === '' || !sameSecret(token, deps.opsToken)) {
      res.set('www-authenticate', 'Bearer')
      return failures(req, res, () => answerProblem(res, unauthorized))
    }
    res.set('cache-control', 'no-store').json(stuckJson(await deps.lookForStuck()))
  })
  router.all(path, (_req, res) => {
    res.set('allow', 'GET')
    answerProblem(res, problems.methodNotAllowed)
  })
  return router
}

const unauthorized = {
  ...problems.unauthorized,
  detail: 'Send the token of the operators (OPS_TOKEN) as "Authorization: Bearer <token>".',
}
