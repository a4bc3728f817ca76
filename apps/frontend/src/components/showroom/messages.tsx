import { Bar } from '../layout/bars.tsx'
import { Sign } from '../layout/connection-sign.tsx'
import { NoticeFrame } from '../overlays/notice-frame.tsx'
import { ToastBox, ToastOffer } from '../overlays/toast-line.tsx'
import { Button } from '../ui/button.tsx'
import { FailedLoad } from '../ui/loads.tsx'
import { Notice } from '../ui/notice.tsx'
import { Piece, Shelf } from './shelf.tsx'

const nothing = (): void => {}

/** What the app says by itself. */
export function Messages() {
  return (
    <Shelf title="Messages">
      <Piece name="Connection">
        <div className="flex flex-wrap gap-x-8 gap-y-2">
          <Sign connection="live" waiting={0} />
          <Sign connection="loading" waiting={0} />
          <Sign connection="connecting" waiting={1} />
          <Sign connection="offline" waiting={3} />
        </div>
      </Piece>
      <Piece name="Toast">
        <div className="flex flex-col items-start gap-3">
          <ToastBox text="Done: Water the plants" onClose={nothing}>
            <ToastOffer kind="undo" onTake={nothing} />
          </ToastBox>
          <ToastBox text="Undid: marked 2 tasks as done" onClose={nothing}>
            <ToastOffer kind="redo" onTake={nothing} />
          </ToastBox>
          <ToastBox text="Copied" onClose={nothing} />
        </div>
      </Piece>
      <Piece name="Notice that stays">
        <div className="max-w-120 rounded-large border border-late bg-raised shadow-float">
          <NoticeFrame title="“Pay the rent”: Due was changed elsewhere too">
            <p className="mt-1">Yours: tomorrow</p>
            <p className="text-muted">The other (You in the terminal, 14:02): Friday</p>
            <div className="mt-3 flex flex-wrap justify-end gap-2">
              <Button look="outline">Keep yours</Button>
              <Button>Take the other</Button>
            </div>
          </NoticeFrame>
        </div>
      </Piece>
      <Piece name="Bar above a view">
        <Bar text="A new version is there.">
          <Button look="quiet">Later</Button>
          <Button>Load it</Button>
        </Bar>
      </Piece>
      <Piece name="Problem">
        <Notice>That did not work. Try again in a moment.</Notice>
      </Piece>
      <Piece name="What could not be loaded">
        <FailedLoad title="The history could not be loaded." onRetry={nothing} />
      </Piece>
    </Shelf>
  )
}
