import { useSuspenseQuery } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { useWords } from '../shared/languages/words.ts'
import { developerWords } from './developer-words.ts'
import { type PortalSettings, portalSettingsQuery } from './portal-settings.ts'

const route = getRouteApi('/developer/$service')

/** The portal that a page belongs to. */
export function usePortal(): {
  readonly service: string
  /** Path of the portal's own pages. */
  readonly base: string
  /** What follows the title of a page in the tab. */
  readonly area: string
  readonly settings: PortalSettings
} {
  const { service } = route.useParams()
  const words = useWords(developerWords)
  // Read before the first page of the portal is drawn.
  const { data: settings } = useSuspenseQuery(portalSettingsQuery(service))
  return { service, base: `/developer/${service}`, area: `${words('area')} · ${service}`, settings }
}
