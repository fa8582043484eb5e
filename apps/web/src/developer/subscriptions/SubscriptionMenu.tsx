import { Button, Menu, MenuItem, MenuList, MenuPopover, MenuTrigger, Tooltip } from '@fluentui/react-components'
import { MoreHorizontalRegular } from '@fluentui/react-icons'
import { useRef, useState } from 'react'
import { useWords } from '../../shared/languages/words.ts'
import { CostlyDialog } from '../../shared/ui/dialogs/CostlyDialog.tsx'
import { useMessages } from '../../shared/ui/feedback/use-messages.tsx'
import { uiWords } from '../../shared/ui/ui-words.ts'
import { delegate } from '../delegate.ts'
import { developerWords } from '../developer-words.ts'
import { useDeveloperChange } from '../use-developer-change.ts'
import { usePortal } from '../use-portal.ts'
import { type KeyKind, type Subscription, toSubscriptionPath } from './own-subscriptions.ts'
import { RenameDialog } from './RenameDialog.tsx'
import { subscriptionWords } from './subscription-words.ts'

const regenerations = { primaryKey: 'regeneratePrimaryKey', secondaryKey: 'regenerateSecondaryKey' } as const

/** What can be done with an own subscription. */
export function SubscriptionMenu({
  userId,
  subscription,
}: {
  readonly userId: string
  readonly subscription: Subscription
}) {
  const words = useWords(subscriptionWords)
  const shared = useWords(developerWords)
  const ui = useWords(uiWords)
  const messages = useMessages()
  const { service, settings } = usePortal()
  const change = useDeveloperChange(service)
  const [asked, setAsked] = useState<'rename' | 'cancel' | KeyKind>()
  const trigger = useRef<HTMLButtonElement>(null)
  const path = toSubscriptionPath(userId, subscription.name)
  const name = subscription.properties.displayName ?? subscription.name
  const close = () => {
    setAsked(undefined)
    change.reset()
    trigger.current?.focus()
  }
  const regenerate = async (kind: KeyKind) => {
    await change.mutateAsync({ path: `${path}/${regenerations[kind]}`, method: 'POST' })
    close()
    messages.done(words('regenerated'))
  }
  const cancel = async () => {
    await change.mutateAsync({ path, method: 'PATCH', properties: { state: 'cancelled' }, query: { notify: true } })
    close()
    messages.done(words('cancelled'))
  }
  const askToCancel = () => {
    if (!settings.areSubscriptionsDelegated) {
      setAsked('cancel')
      return
    }
    delegate(service, { operation: 'Unsubscribe', subscriptionId: subscription.name }).catch((error: unknown) =>
      messages.failed(words('cancel'), error),
    )
  }
  // What went wrong stands in the dialog.
  const run = (act: () => Promise<void>) => () => void act().catch(() => undefined)
  return (
    <>
      <Menu>
        <MenuTrigger disableButtonEnhancement>
          <Tooltip content={ui('moreActions', { name })} relationship="label">
            <Button ref={trigger} appearance="subtle" icon={<MoreHorizontalRegular />} />
          </Tooltip>
        </MenuTrigger>
        <MenuPopover>
          <MenuList>
            <MenuItem onClick={() => setAsked('rename')}>{words('rename')}</MenuItem>
            <MenuItem onClick={() => setAsked('primaryKey')}>{words('regeneratePrimary')}</MenuItem>
            <MenuItem onClick={() => setAsked('secondaryKey')}>{words('regenerateSecondary')}</MenuItem>
            <MenuItem onClick={askToCancel}>{words('cancel')}</MenuItem>
          </MenuList>
        </MenuPopover>
      </Menu>
      {asked === 'rename' && <RenameDialog path={path} name={name} onClose={close} />}
      {(asked === 'primaryKey' || asked === 'secondaryKey') && (
        <CostlyDialog
          isOpen
          title={words('regenerateTitle', { key: shared(asked), name })}
          name={name}
          confirmLabel={words(asked === 'primaryKey' ? 'regeneratePrimary' : 'regenerateSecondary')}
          isBusy={change.isPending}
          error={change.error}
          onConfirm={run(() => regenerate(asked))}
          onCancel={close}
        >
          {words('regenerateText')}
        </CostlyDialog>
      )}
      {asked === 'cancel' && (
        <CostlyDialog
          isOpen
          title={words('cancelTitle', { name })}
          name={name}
          confirmLabel={words('cancel')}
          isBusy={change.isPending}
          error={change.error}
          onConfirm={run(cancel)}
          onCancel={close}
        >
          {words('cancelText')}
        </CostlyDialog>
      )}
    </>
  )
}
