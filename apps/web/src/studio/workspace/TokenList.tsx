import { Button } from '@fluentui/react-components'
import type { WorkspaceTokensAnswer } from '@sluice/contracts'
import { useState } from 'react'
import { send } from '../../shared/api-client/send.ts'
import { useWords } from '../../shared/languages/words.ts'
import { CostlyDialog } from '../../shared/ui/dialogs/CostlyDialog.tsx'
import { useMessages } from '../../shared/ui/feedback/use-messages.tsx'
import { Section } from '../../shared/ui/page/Section.tsx'
import { Facts } from '../../shared/ui/values/Facts.tsx'
import { SecretField } from '../../shared/ui/values/SecretField.tsx'
import { studioUrl, useStudioChange } from '../api/studio-api.ts'
import { useWorkspace } from '../api/workspace.ts'
import styles from './workspace.module.css'
import { workspaceWords } from './workspace-words.ts'

const tokens = ['primary', 'secondary'] as const
type TokenName = (typeof tokens)[number]

/** The two tokens of the workspace, fetched when they are asked for, and kept nowhere. */
export function TokenList() {
  const words = useWords(workspaceWords)
  const messages = useMessages()
  const { id } = useWorkspace()
  const { mutateAsync, isPending, error } = useStudioChange()
  const [renewed, setRenewed] = useState<TokenName>()
  /** Of each token, how often it was renewed here: what was revealed before is void. */
  const [counts, setCounts] = useState({ primary: 0, secondary: 0 })
  const renew = async (token: TokenName) => {
    await mutateAsync({ path: '/renew-token', method: 'POST', body: { token }, touches: [] })
    setCounts((before) => ({ ...before, [token]: before[token] + 1 }))
    messages.done(words('renewed', { name: words(token) }))
    setRenewed(undefined)
  }
  const name = renewed === undefined ? '' : words(renewed).toLowerCase()
  return (
    <Section title={words('tokens')} description={words('tokensText')}>
      <Facts
        facts={tokens.map((token) => [
          words(token),
          <span key={token} className={styles.token}>
            <SecretField
              key={counts[token]}
              name={words(token)}
              load={async () =>
                (await send<WorkspaceTokensAnswer>(studioUrl(id, '/list-tokens'), { method: 'POST' })).body[token]
              }
            />
            <Button onClick={() => setRenewed(token)}>
              {words('renewNamed', { name: words(token).toLowerCase() })}
            </Button>
          </span>,
        ])}
      />
      {renewed !== undefined && (
        <CostlyDialog
          isOpen
          name={name}
          title={words('renewTitle', { name })}
          confirmLabel={words('renew')}
          isBusy={isPending}
          error={error}
          onCancel={() => setRenewed(undefined)}
          // What went wrong stands in the dialog.
          onConfirm={() => void renew(renewed).catch(() => undefined)}
        >
          {words('renewText')}
        </CostlyDialog>
      )}
    </Section>
  )
}
