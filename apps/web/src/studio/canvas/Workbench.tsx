import type { ExperimentAnswer } from '@sluice/contracts'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { useEffect, useMemo, useRef } from 'react'
import { usePanelRef } from 'react-resizable-panels'
import { useFormats } from '../../shared/languages/formats.ts'
import { useWords } from '../../shared/languages/words.ts'
import { Notice } from '../../shared/ui/feedback/Notice.tsx'
import { LinkButton } from '../../shared/ui/navigation/LinkButton.tsx'
import { Page } from '../../shared/ui/page/Page.tsx'
import { useStudioPlace } from '../api/use-studio-place.ts'
import { useWorkspace } from '../api/workspace.ts'
import { PublishMenu } from '../publish/PublishMenu.tsx'
import { RunBar } from '../runs/RunBar.tsx'
import { studioWords } from '../studio-words.ts'
import { Board } from './board/Board.tsx'
import { CanvasCommandsContext } from './editor/canvas-commands.ts'
import { type ExperimentEditor, ExperimentEditorContext } from './editor/experiment-editor.ts'
import { useCanvasCommands } from './editor/use-canvas-commands.ts'
import type { ExperimentSession } from './editor/use-experiment-session.ts'
import { usePageActs } from './editor/use-page-acts.ts'
import { usePageKeys } from './editor/use-page-keys.ts'
import { type ExperimentSearch, noView } from './experiment-search.ts'
import { experimentWords } from './experiment-words.ts'
import { ListView } from './list/ListView.tsx'
import type { ModuleChoice } from './palette/module-choices.ts'
import { Palette } from './palette/Palette.tsx'
import { BottomBar } from './panels/BottomBar.tsx'
import { LiveText } from './panels/LiveText.tsx'
import { Panels } from './panels/Panels.tsx'
import styles from './panels/panels.module.css'
import { RightSide } from './panels/RightSide.tsx'
import { SaveStatus } from './panels/SaveStatus.tsx'
import { useTitleField } from './panels/use-title-field.tsx'
import { useModuleInfos } from './state/use-module-infos.ts'
import { useSearchSelection } from './state/use-search-selection.ts'
import { useRunEnd, useShownRun } from './state/use-shown-run.ts'
import { useIsNarrow } from './use-is-narrow.ts'
import { WorkbenchDialogs } from './WorkbenchDialogs.tsx'

export interface WorkbenchProps {
  readonly experiment: ExperimentAnswer
  readonly editor: ExperimentEditor
  readonly choices: readonly ModuleChoice[]
  /** Run whose graph is shown; undefined: the experiment's own. */
  readonly ofRun: string | undefined
  /** Undefined for the graph of a run. */
  readonly session: ExperimentSession | undefined
}

/** Everything around one graph: title, palette, canvas or list, properties, bar, dialogs. */
export function Workbench({ experiment, editor, choices, ofRun, session }: WorkbenchProps) {
  const words = useWords(experimentWords)
  const studio = useWords(studioWords)
  const { area } = useStudioPlace()
  const { moment } = useFormats()
  const { id: workspace } = useWorkspace()
  const isNarrow = useIsNarrow()
  const navigate = useNavigate()
  const search = useSearch({ strict: false }) as ExperimentSearch
  const find = (change: Partial<ExperimentSearch>, replace = true) =>
    void navigate({ to: '.', search: ((old: ExperimentSearch) => ({ ...old, ...change })) as never, replace })
  const root = useRef<HTMLDivElement>(null)
  const right = usePanelRef()

  const followed = useShownRun(experiment.id, ofRun ?? search.run)
  const { run } = followed
  const { check, infos, isRunning } = useModuleInfos(editor, run, ofRun !== undefined)
  const { acts, dialog, live } = usePageActs({ experiment, editor, session, run, find, root, right })
  const commands = useCanvasCommands(editor, acts)
  useSearchSelection(editor.store, search.module, (module) =>
    find({ module, ...(search.port === undefined ? {} : { port: undefined, ...noView }) }),
  )
  usePageKeys(root, editor, commands, isRunning)
  useRunEnd(run, ({ state, error }) => {
    // A failed module opens its error.
    if (state === 'failed' && error?.node !== undefined) editor.store.select([error.node])
  })
  const mayRename = session !== undefined && !editor.isReadOnly
  const title = useTitleField(experiment.name, mayRename ? (name) => session.rename({ name }) : undefined)
  const isList = search.layout === 'list'
  const hasHistory = search.panel === 'history'
  useEffect(() => {
    if (hasHistory) right.current?.expand()
  }, [hasHistory, right])
  const breadcrumbs = useMemo(
    () => [{ label: studio('experiments'), href: `/studio/${workspace}` }],
    [studio, workspace],
  )
  const noChangeReason = editor.isReadOnly ? (isNarrow ? words('narrow') : words('noChange')) : undefined
  const ranAt = run === undefined ? undefined : words('ofRun', { time: moment(run.createdAt) })
  const notice = ofRun === undefined ? noChangeReason : ranAt
  return (
    <ExperimentEditorContext value={editor}>
      <CanvasCommandsContext value={commands}>
        <Page
          title={experiment.name}
          isTitleTranslated={false}
          titleField={title.field || undefined}
          area={area}
          breadcrumbs={breadcrumbs}
          width="fill"
          badge={
            <>
              {title.button}
              {session !== undefined && (
                <SaveStatus state={session.saveState} onRetry={() => void session.save().catch(() => undefined)} />
              )}
            </>
          }
          actions={
            ofRun !== undefined && (
              <LinkButton
                to="/studio/$workspace/experiments/$experiment"
                params={{ workspace, experiment: experiment.id }}
              >
                {words('current')}
              </LinkButton>
            )
          }
        >
          {notice !== undefined && (
            <div className={styles.notice}>
              <Notice intent="info">{notice}</Notice>
            </div>
          )}
          <div ref={root} style={{ display: 'contents' }}>
            <Panels
              rightRef={right}
              isNarrow={isNarrow}
              left={editor.isReadOnly || isList ? undefined : <Palette choices={choices} />}
              right={
                <RightSide
                  experiment={experiment}
                  session={session}
                  check={check}
                  run={run}
                  infos={infos}
                  ofRun={ofRun}
                  hasHistory={hasHistory}
                  onCloseHistory={() => find({ panel: undefined })}
                />
              }
            >
              {isList ? <ListView infos={infos} /> : <Board infos={infos} />}
            </Panels>
            <BottomBar
              isList={isList}
              isHistoryOpen={hasHistory}
              isRunning={isRunning}
              noChangeReason={ofRun === undefined ? noChangeReason : words('noChange')}
              onLayout={(wantsList) => find({ layout: wantsList ? 'list' : undefined }, false)}
              onHistory={(isOpen) => find({ panel: isOpen ? 'history' : undefined })}
              publish={
                session !== undefined && (
                  <PublishMenu
                    experimentId={experiment.id}
                    experimentName={experiment.name}
                    disabledReason={noChangeReason}
                    save={session.save}
                  />
                )
              }
              run={<RunBar experimentId={experiment.id} followed={followed} />}
            />
          </div>
          <LiveText text={live} />
          <WorkbenchDialogs
            experiment={experiment}
            session={session}
            dialog={dialog}
            choices={choices}
            run={run}
            search={search}
            onView={(view) => find({ view })}
            onCloseView={() => find({ port: undefined, ...noView })}
          />
        </Page>
      </CanvasCommandsContext>
    </ExperimentEditorContext>
  )
}
