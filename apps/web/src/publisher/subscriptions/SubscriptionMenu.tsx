import {
  Button,
  Menu,
  MenuDivider,
  MenuItem,
  MenuList,
  MenuPopover,
  MenuTrigger,
  Tooltip,
} from '@fluentui/react-components'
import { MoreHorizontalRegular } from '@fluentui/react-icons'
import { useWords } from '../../shared/languages/words.ts'
import { uiWords } from '../../shared/ui/ui-words.ts'
import type { Question } from './SubscriptionDialogs.tsx'
import { changesOf, isMaster, type Subscription, titleOf } from './subscription.ts'
import { subscriptionWords } from './subscription-words.ts'
import { useSubscriptionActs } from './use-subscription-acts.ts'

/** What can be done with one subscription. */
export function SubscriptionMenu({
  subscription,
  onAsk,
  onDetails,
}: {
  readonly subscription: Subscription
  readonly onAsk: (question: Question) => void
  readonly onDetails?: () => void
}) {
  const words = useWords(subscriptionWords)
  const ui = useWords(uiWords)
  const { changeState } = useSubscriptionActs()
  const label = ui('moreActions', { name: titleOf(subscription) })
  return (
    <Menu>
      <MenuTrigger disableButtonEnhancement>
        <Tooltip content={label} relationship="label">
          <Button appearance="subtle" icon={<MoreHorizontalRegular />} />
        </Tooltip>
      </MenuTrigger>
      <MenuPopover>
        <MenuList>
          {changesOf(subscription).map((change) => (
            <MenuItem
              key={change}
              onClick={() => {
                if (change === 'reject') onAsk({ kind: 'reject', subscriptions: [subscription] })
                else if (change === 'cancel') onAsk({ kind: 'cancel', subscription })
                else void changeState([subscription], change)
              }}
            >
              {words(change)}
            </MenuItem>
          ))}
          {changesOf(subscription).length > 0 && <MenuDivider />}
          <MenuItem onClick={() => onAsk({ kind: 'regenerate', subscription, key: 'primary' })}>
            {words('regeneratePrimary')}
          </MenuItem>
          <MenuItem onClick={() => onAsk({ kind: 'regenerate', subscription, key: 'secondary' })}>
            {words('regenerateSecondary')}
          </MenuItem>
          <MenuDivider />
          {onDetails !== undefined && <MenuItem onClick={onDetails}>{words('settings')}</MenuItem>}
          {!isMaster(subscription) && (
            <MenuItem onClick={() => onAsk({ kind: 'delete', subscription })}>{ui('delete')}</MenuItem>
          )}
        </MenuList>
      </MenuPopover>
    </Menu>
  )
}
