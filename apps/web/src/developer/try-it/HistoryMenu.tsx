import { Button, Menu, MenuItem, MenuList, MenuPopover, MenuTrigger } from '@fluentui/react-components'
import { HistoryRegular } from '@fluentui/react-icons'
import { useNavigate } from '@tanstack/react-router'
import { useFormats } from '../../shared/languages/formats.ts'
import { useWords } from '../../shared/languages/words.ts'
import { Verb } from '../../shared/ui/values/Verb.tsx'
import type { PastCall } from './call-history.ts'
import { usePastCalls } from './past-calls.ts'
import styles from './TryConsole.module.css'
import { tryItWords } from './try-it-words.ts'
import { draftNameOf, reopenDraft } from './use-draft.ts'

/** The last calls of the tab; choosing one fills its request in again. */
export function HistoryMenu({ service }: { readonly service: string }) {
  const words = useWords(tryItWords)
  const formats = useFormats()
  const navigate = useNavigate()
  const calls = usePastCalls().filter((call) => call.service === service)
  const open = ({ api, operation, draft }: PastCall) => {
    reopenDraft(draftNameOf(service, api, operation), draft)
    void navigate({
      to: '/developer/$service/apis/$api/operations/$operation/try',
      params: { service, api, operation },
      search: (search) => search,
    })
  }
  return (
    <Menu>
      <MenuTrigger disableButtonEnhancement>
        <Button icon={<HistoryRegular />}>{words('history')}</Button>
      </MenuTrigger>
      <MenuPopover>
        <MenuList>
          {calls.length === 0 && <MenuItem disabled>{words('historyEmpty')}</MenuItem>}
          {calls.map((call) => (
            <MenuItem
              key={call.id}
              onClick={() => open(call)}
              aria-label={words('historyEntry', {
                method: call.method,
                name: call.operationName,
                outcome: call.status ?? words('outcomeFailed'),
                time: formats.relative(call.at, Date.now()),
              })}
              secondaryContent={String(call.status ?? words('outcomeFailed'))}
            >
              <span className={styles.pastCall} translate="no">
                <Verb verb={call.method} />
                <span>
                  {call.operationName}
                  <span className={styles.pastUrl}>{call.url}</span>
                </span>
              </span>
            </MenuItem>
          ))}
        </MenuList>
      </MenuPopover>
    </Menu>
  )
}
