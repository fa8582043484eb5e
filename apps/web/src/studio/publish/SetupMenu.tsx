import {
  Button,
  Menu,
  MenuDivider,
  MenuItem,
  MenuItemLink,
  MenuList,
  MenuPopover,
  MenuTrigger,
} from '@fluentui/react-components'
import { ChevronDownRegular } from '@fluentui/react-icons'
import type { ConversionKind, LinkedExperimentsAnswer } from '@sluice/contracts'
import { useNavigate } from '@tanstack/react-router'
import { useWords } from '../../shared/languages/words.ts'
import { experimentPath } from '../api/experiment-place.ts'
import { useStudio } from '../api/studio-api.ts'
import { useWorkspace } from '../api/workspace.ts'
import { setupWords } from './setup-words.ts'

const links = [
  ['training', 'openTraining'],
  ['predictive', 'openPredictive'],
  ['retraining', 'openRetraining'],
] as const

/** Ways from a training experiment to web services, and to the experiments that belong to it. */
export function SetupMenu({
  experimentId,
  isDisabled,
  onConvert,
}: {
  readonly experimentId: string
  readonly isDisabled: boolean
  readonly onConvert: (kind: ConversionKind) => void
}) {
  const words = useWords(setupWords)
  const workspace = useWorkspace()
  const navigate = useNavigate()
  const { data: linked } = useStudio<LinkedExperimentsAnswer>(`${experimentPath(experimentId)}/conversions`)
  const others = links.flatMap(([kind, word]) => {
    const id = linked?.[kind]
    return id == null || id === experimentId ? [] : [{ word, href: `/studio/${workspace.id}/experiments/${id}` }]
  })
  return (
    <Menu>
      <MenuTrigger disableButtonEnhancement>
        <Button icon={<ChevronDownRegular />} iconPosition="after">
          {words('menu')}
        </Button>
      </MenuTrigger>
      <MenuPopover>
        <MenuList>
          {(['predictive', 'retraining'] as const).map((kind) => (
            <MenuItem key={kind} disabled={isDisabled} onClick={() => onConvert(kind)}>
              {words(kind)}
            </MenuItem>
          ))}
          {others.length > 0 && <MenuDivider />}
          {others.map(({ word, href }) => (
            <MenuItemLink
              key={href}
              href={href}
              onClick={(event) => {
                if (event.ctrlKey || event.metaKey || event.shiftKey) return
                event.preventDefault()
                void navigate({ href })
              }}
            >
              {words(word)}
            </MenuItemLink>
          ))}
        </MenuList>
      </MenuPopover>
    </Menu>
  )
}
