import { Dialog, DialogSurface } from '@fluentui/react-components'
import { useQuery } from '@tanstack/react-query'
import { useNavigate, useParams } from '@tanstack/react-router'
import { Command } from 'cmdk'
import { useState } from 'react'
import { armKey, quote, type ResourceList, sendArm } from '../../shared/api-client/resource.ts'
import { servicesQuery } from '../../shared/api-client/services-query.ts'
import { allows, useSession } from '../../shared/auth/session.ts'
import { useWords } from '../../shared/languages/words.ts'
import { chooseScheme } from '../../shared/theme/scheme.ts'
import styles from './CommandPalette.module.css'
import { commandPages } from './command-pages.ts'
import { commandWords } from './command-words.ts'

interface Named {
  readonly displayName?: string
  readonly email?: string
}

/** Kinds of things that are found by their name, with the page of each. */
const findable = [
  { kind: 'apis', field: 'displayName', page: 'apis', end: '/summary' },
  { kind: 'products', field: 'displayName', page: 'products', end: '/summary' },
  { kind: 'users', field: 'email', page: 'users', end: '' },
] as const

/** One letter would find nearly everything. */
const fewestLetters = 2

/** Pages, things by name, and what can be done, in one list. */
export function CommandPalette({ onClose }: { readonly onClose: () => void }) {
  const words = useWords(commandWords)
  const navigate = useNavigate()
  const session = useSession()
  const { service } = useParams({ strict: false }) as { readonly service?: string }
  const { data: services = [] } = useQuery(servicesQuery)
  const [text, setText] = useState('')
  const serviceId = services.find(({ name }) => name === service)?.id
  const search = text.trim()
  const { data: found = [] } = useQuery({
    queryKey: armKey(serviceId ?? '', { find: search }),
    enabled: serviceId !== undefined && search.length >= fewestLetters,
    queryFn: async () => {
      const lists = await Promise.all(
        findable.map(async ({ kind, field, page, end }) => {
          const { body } = await sendArm<ResourceList<Named>>(`${serviceId}/${kind}`, {
            query: { $filter: `contains(${field},${quote(search)})`, $top: 5 },
          })
          return body.value.map(({ name, properties }) => ({
            id: `${kind}/${name}`,
            kind,
            label: properties.displayName ?? properties.email ?? name,
            href: `/publisher/${service}/${page}/${name}${end}`,
          }))
        }),
      )
      return lists.flat()
    },
  })
  const go = (href: string) => {
    onClose()
    void navigate({ href })
  }
  const pages = commandPages.filter(
    ({ role, needsService }) => allows(session, role) && (!needsService || service !== undefined),
  )
  return (
    <Dialog open onOpenChange={(_, { open }) => open || onClose()}>
      <DialogSurface className={styles.surface} aria-label={words('label')}>
        <Command label={words('label')} loop>
          <Command.Input
            autoFocus
            className={styles.input}
            value={text}
            onValueChange={setText}
            placeholder={words('placeholder')}
          />
          <Command.List className={styles.list} label={words('results')}>
            <Command.Empty className={styles.empty}>{words('nothing', { search })}</Command.Empty>
            {found.length > 0 && (
              <Command.Group heading={words('found')}>
                {found.map(({ id, kind, label, href }) => (
                  <Command.Item key={id} value={`${label} ${id}`} className={styles.item} onSelect={() => go(href)}>
                    <span translate="no">{label}</span>
                    <span className={styles.kind}>{words(kind)}</span>
                  </Command.Item>
                ))}
              </Command.Group>
            )}
            <Command.Group heading={words('pages')}>
              {pages.map(({ key, path, needsService }) => (
                <Command.Item
                  key={key}
                  value={words(key)}
                  className={styles.item}
                  onSelect={() => go(needsService ? path.replace('$service', service ?? '') : path)}
                >
                  {words(key)}
                </Command.Item>
              ))}
            </Command.Group>
            <Command.Group heading={words('commands')}>
              {(['light', 'dark', 'system'] as const).map((scheme) => (
                <Command.Item
                  key={scheme}
                  value={words(scheme)}
                  className={styles.item}
                  onSelect={() => {
                    chooseScheme(scheme)
                    onClose()
                  }}
                >
                  {words(scheme)}
                </Command.Item>
              ))}
            </Command.Group>
          </Command.List>
        </Command>
      </DialogSurface>
    </Dialog>
  )
}
