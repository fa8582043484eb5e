import { useQuery } from '@tanstack/react-query'
import { useNavigate, useParams } from '@tanstack/react-router'
import { Command } from 'cmdk'
import { useState } from 'react'
import { servicesQuery } from '../../shared/api-client/services-query.ts'
import { allows, useSession } from '../../shared/auth/session.ts'
import { useWords } from '../../shared/languages/words.ts'
import { chooseScheme } from '../../shared/theme/scheme.ts'
import { DialogFrame } from '../../shared/ui/dialogs/ModalDialog.tsx'
import styles from '../../shared/ui/dialogs/search-list.module.css'
import { commandPages } from './command-pages.ts'
import { commandWords } from './command-words.ts'
import { findInService, findInWorkspace } from './find-things.ts'

/** One letter would find nearly everything. */
const fewestLetters = 2

/** Pages, things by name, and what can be done, in one list. */
export function CommandPalette({ onClose }: { readonly onClose: () => void }) {
  const words = useWords(commandWords)
  const navigate = useNavigate()
  const session = useSession()
  const { service, workspace } = useParams({ strict: false }) as {
    readonly service?: string
    readonly workspace?: string
  }
  const { data: services = [] } = useQuery(servicesQuery)
  const [text, setText] = useState('')
  const serviceId = services.find(({ name }) => name === service)?.id
  const search = text.trim()
  const { data: found = [] } = useQuery({
    queryKey: ['find', serviceId, workspace, search],
    enabled: (serviceId !== undefined || workspace !== undefined) && search.length >= fewestLetters,
    queryFn: () =>
      workspace === undefined
        ? findInService(serviceId ?? '', service ?? '', search)
        : findInWorkspace(workspace, search),
  })
  const go = (href: string) => {
    onClose()
    void navigate({ href })
  }
  const isOpen = { installation: true, instance: service !== undefined, workspace: workspace !== undefined }
  const pages = commandPages.filter(({ role, at }) => allows(session, role) && isOpen[at])
  return (
    <DialogFrame label={words('label')} onClose={onClose} className={styles.surface}>
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
                  <span className={styles.note}>{words(kind)}</span>
                </Command.Item>
              ))}
            </Command.Group>
          )}
          <Command.Group heading={words('pages')}>
            {pages.map(({ key, path }) => (
              <Command.Item
                key={key}
                value={words(key)}
                className={styles.item}
                onSelect={() => go(path.replace('$service', service ?? '').replace('$workspace', workspace ?? ''))}
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
    </DialogFrame>
  )
}
