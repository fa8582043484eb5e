import { useNavigate, useParams } from '@tanstack/react-router'
import { useEffect } from 'react'
import { loadPreference } from '../../shared/theme/preference.ts'

/** After `g`, the second letter has to come within so long. */
const sequenceMs = 1_500

/**
 * Keys that work on every page. Single letters work outside of fields only, and can be switched off: who dictates to the
 * machine would set them off.
 */
export function useShortcuts(open: (layer: 'commands' | 'shortcuts') => void): void {
  const navigate = useNavigate()
  const { service, workspace } = useParams({ strict: false }) as {
    readonly service?: string
    readonly workspace?: string
  }
  useEffect(() => {
    let goUntil = 0
    const places = placesOf(service, workspace)
    const onKey = (event: KeyboardEvent) => {
      const isCommand = event.ctrlKey || event.metaKey
      const key = event.key.toLowerCase()
      if (isCommand && key === 'k') {
        event.preventDefault()
        open('commands')
        return
      }
      if (isCommand && key === 's') {
        event.preventDefault()
        const forms = document.querySelectorAll<HTMLFormElement>('form[data-save-form]')
        const focused = document.activeElement?.closest<HTMLFormElement>('form[data-save-form]')
        ;(focused ?? forms[0])?.requestSubmit()
        return
      }
      if (isCommand || event.altKey || isTyping(event) || loadPreference('shortcuts') === 'off') return
      if (Date.now() < goUntil) {
        goUntil = 0
        const href = places[key]
        if (href !== undefined) void navigate({ href })
        return
      }
      if (key === 'g') goUntil = Date.now() + sequenceMs
      else if (event.key === '?') open('shortcuts')
      else if (key === '/') {
        const search = document.querySelector<HTMLInputElement>('[data-list-search] input, input[data-list-search]')
        if (search === null) return
        event.preventDefault()
        search.focus()
      }
    }
    addEventListener('keydown', onKey)
    return () => removeEventListener('keydown', onKey)
  }, [navigate, open, service, workspace])
}

/** Where the letters after `g` lead. */
function placesOf(service: string | undefined, workspace: string | undefined): Readonly<Record<string, string>> {
  if (service !== undefined) {
    return {
      a: `/publisher/${service}/apis`,
      c: `/publisher/${service}/analytics/glance`,
      d: `/developer/${service}`,
      h: '/',
      p: `/publisher/${service}/products`,
      s: `/publisher/${service}/subscriptions`,
      u: `/publisher/${service}/users`,
    }
  }
  if (workspace === undefined) return { h: '/' }
  const studio = `/studio/${workspace}`
  return {
    d: `${studio}/datasets`,
    e: studio,
    h: '/',
    s: `${studio}/storage`,
    t: `${studio}/trained-models`,
    w: `${studio}/web-services`,
  }
}

function isTyping({ target }: KeyboardEvent): boolean {
  if (!(target instanceof HTMLElement)) return false
  return target.isContentEditable || target.closest('input, textarea, select, [role="dialog"], [role="menu"]') !== null
}
