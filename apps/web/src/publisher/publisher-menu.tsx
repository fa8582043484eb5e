import {
  AlertRegular,
  AppsListRegular,
  BoxRegular,
  BracesVariableRegular,
  CertificateRegular,
  ClipboardTextLtrRegular,
  DataTrendingRegular,
  DocumentTextRegular,
  FlowRegular,
  HistoryRegular,
  HomeRegular,
  KeyRegular,
  MailRegular,
  PeopleRegular,
  PeopleTeamRegular,
  PuzzlePieceRegular,
  ServerRegular,
  SettingsRegular,
  ShieldKeyholeRegular,
} from '@fluentui/react-icons'
import { useWords } from '../shared/languages/words.ts'
import type { MenuEntryGroup } from '../shared/ui/navigation/SideMenu.tsx'
import { publisherWords } from './publisher-words.ts'

/** The left menu of the publisher portal. */
export function usePublisherMenu(service: string): readonly MenuEntryGroup[] {
  const words = useWords(publisherWords)
  const base = `/publisher/${service}`
  return [
    { entries: [{ href: base, label: words('dashboard'), icon: <HomeRegular />, isExact: true }] },
    {
      label: words('menuBuild'),
      entries: [
        { href: `${base}/apis`, label: words('apis'), icon: <AppsListRegular /> },
        { href: `${base}/products`, label: words('products'), icon: <BoxRegular /> },
        { href: `${base}/backends`, label: words('backends'), icon: <ServerRegular /> },
        { href: `${base}/certificates`, label: words('certificates'), icon: <CertificateRegular /> },
      ],
    },
    {
      label: words('menuRules'),
      entries: [
        { href: `${base}/policies`, label: words('policies'), icon: <ClipboardTextLtrRegular /> },
        { href: `${base}/fragments`, label: words('fragments'), icon: <PuzzlePieceRegular /> },
        { href: `${base}/named-values`, label: words('namedValues'), icon: <BracesVariableRegular /> },
        { href: `${base}/traces`, label: words('traces'), icon: <FlowRegular /> },
      ],
    },
    {
      label: words('menuUsage'),
      entries: [
        { href: `${base}/analytics`, label: words('analytics'), icon: <DataTrendingRegular /> },
        { href: `${base}/alerts`, label: words('alerts'), icon: <AlertRegular /> },
      ],
    },
    {
      label: words('menuPeople'),
      entries: [
        { href: `${base}/subscriptions`, label: words('subscriptions'), icon: <KeyRegular /> },
        { href: `${base}/users`, label: words('users'), icon: <PeopleRegular /> },
        { href: `${base}/groups`, label: words('groups'), icon: <PeopleTeamRegular /> },
      ],
    },
    {
      label: words('menuPortal'),
      entries: [
        { href: `${base}/portal-content`, label: words('portalContent'), icon: <DocumentTextRegular /> },
        { href: `${base}/notifications`, label: words('notifications'), icon: <MailRegular /> },
        { href: `${base}/security`, label: words('security'), icon: <ShieldKeyholeRegular /> },
        { href: `${base}/activity-log`, label: words('activityLog'), icon: <HistoryRegular /> },
        { href: `${base}/settings`, label: words('settings'), icon: <SettingsRegular /> },
      ],
    },
  ]
}
