import { join } from 'node:path'
import express, { Router, type NextFunction, type Request, type Response } from 'express'
import type { Photos } from './telegram/photos'

const folder = join(__dirname, 'page')

/**
 * Scripts, styles and pictures only from here, so that a hostile name or message that slips through some day still
 * runs nothing. Frames: our own pay pages, and a Mini App served from this machine.
 */
const policy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data:",
  "connect-src 'self'",
  "form-action 'self'",
  "frame-src 'self' http://127.0.0.1:*",
  "frame-ancestors 'self' http://127.0.0.1:* http://localhost:*",
  "base-uri 'none'",
].join('; ')

export function pageHeaders(_request: Request, response: Response, next: NextFunction): void {
  response.set({
    'content-security-policy': policy,
    'x-content-type-options': 'nosniff',
    // Not `no-referrer`: with it a form's Origin is `null`, and the guard could not tell our pages from others.
    'referrer-policy': 'same-origin',
    'cross-origin-opener-policy': 'same-origin',
  })
  next()
}

/** The browser chat: `/`, its modules under `/page/`, and the bots' pictures under `/photo/`. */
export function pageRoutes(photos: Photos): Router {
  const router = Router()
  router.get('/', (_request, response) => response.sendFile(join(folder, 'index.html'), { cacheControl: false }))
  router.use('/page', express.static(folder, { index: false, cacheControl: false }))
  router.get('/photo/:id', (request, response) => {
    const photo = photos.get(request.params.id)
    if (photo) response.type(photo.mediaType).send(Buffer.from(photo.base64, 'base64'))
    else response.sendStatus(404)
  })
  return router
}
