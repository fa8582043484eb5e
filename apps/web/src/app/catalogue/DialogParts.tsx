import { Button } from '@fluentui/react-components'
import { useState } from 'react'
import { ConflictDialog } from '../../shared/forms/ConflictDialog.tsx'
import { AskDialog } from '../../shared/ui/dialogs/AskDialog.tsx'
import { CostlyDialog } from '../../shared/ui/dialogs/CostlyDialog.tsx'
import { Section } from '../../shared/ui/page/Section.tsx'
import styles from './catalogue.module.css'
import { exampleError } from './FeedbackParts.tsx'

export function DialogParts() {
  const [open, setOpen] = useState<'ask' | 'busy' | 'costly' | 'failed' | 'conflict'>()
  const close = () => setOpen(undefined)
  return (
    <Section title="Dialogs">
      <div className={styles.line}>
        {(['ask', 'busy', 'costly', 'failed', 'conflict'] as const).map((name) => (
          <Button key={name} onClick={() => setOpen(name)}>
            {name}
          </Button>
        ))}
      </div>
      <AskDialog
        isOpen={open === 'ask' || open === 'busy'}
        isBusy={open === 'busy'}
        title="Publish this product?"
        confirmLabel="Yes, publish it"
        onConfirm={close}
        onCancel={close}
      >
        Developers can subscribe to it then.
      </AskDialog>
      <CostlyDialog
        isOpen={open === 'costly' || open === 'failed'}
        title="Delete this API?"
        name="echo-api"
        confirmLabel="Delete the API"
        error={open === 'failed' ? exampleError : undefined}
        onConfirm={close}
        onCancel={close}
      >
        3 subscriptions and 1 204 calls today stop working.
      </CostlyDialog>
      {open === 'conflict' && (
        <ConflictDialog
          mine={{ name: 'Mine', calls: 5, tags: ['a'] }}
          theirs={{ name: 'Theirs', calls: 5, tags: [] }}
          labels={{ name: 'Name' }}
          onKeepMine={close}
          onTakeTheirs={close}
          onCancel={close}
        />
      )}
    </Section>
  )
}
