import type { CallHandler } from '@sluice/platform'
import { baseUrlOf } from '../management/base-url.ts'
import { studioRoutes } from './index.ts'
import { describeStudio } from './open-api.ts'
import { defineStudioRoute, type StudioRoute } from './studio-route.ts'
import { createStudioRouter } from './studio-router.ts'
import type { StudioServices } from './studio-services.ts'

/** The studio's API with its description. */
export function createStudio(services: StudioServices, routes: readonly StudioRoute[] = studioRoutes): CallHandler {
  const described: StudioRoute[] = [...routes]
  described.push(
    defineStudioRoute({
      method: 'GET',
      path: '/openapi.json',
      tag: 'Description',
      summary: 'Describes this API.',
      needs: 'nothing',
      answers: { 200: { contentType: 'application/json' } },
      handle: ({ call }) => ({ status: 200, body: describeStudio(described, baseUrlOf(call)) }),
    }),
  )
  return createStudioRouter(described, services)
}
