import {
  BrainCircuitRegular,
  DatabaseRegular,
  FlowchartRegular,
  FolderRegular,
  GlobeRegular,
  SettingsRegular,
} from '@fluentui/react-icons'
import { useWords } from '../shared/languages/words.ts'
import type { MenuEntryGroup } from '../shared/ui/navigation/SideMenu.tsx'
import { studioWords } from './studio-words.ts'

/** The left menu of the studio. */
export function useStudioMenu(workspace: string): readonly MenuEntryGroup[] {
  const words = useWords(studioWords)
  const base = `/studio/${workspace}`
  return [
    {
      entries: [
        { href: base, label: words('experiments'), icon: <FlowchartRegular />, isExact: true },
        { href: `${base}/web-services`, label: words('webServices'), icon: <GlobeRegular /> },
      ],
    },
    {
      label: words('menuData'),
      entries: [
        { href: `${base}/datasets`, label: words('datasets'), icon: <DatabaseRegular /> },
        { href: `${base}/trained-models`, label: words('trainedModels'), icon: <BrainCircuitRegular /> },
        { href: `${base}/storage`, label: words('storage'), icon: <FolderRegular /> },
      ],
    },
    { entries: [{ href: `${base}/settings`, label: words('settings'), icon: <SettingsRegular /> }] },
  ]
}
