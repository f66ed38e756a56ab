/**
 * Showing something else than one's face: the screen, or a paper that is photographed or chosen.
 *
 * It takes the place of the camera's picture on the line that is there, so nothing is negotiated and
 * everybody sees it at once; the microphone stays as it is. When it ends, the camera is back.
 */

/** A paper does not move: so many pictures a second keep a newcomer's screen filled. */
const PAPER_RATE = 5;
/** Longer sides are made smaller: what the line can carry and an eye can read. */
const PAPER_SIDE_MAX = 1600;

export interface Shown {
  track: MediaStreamTrack;
  stop: () => void;
}

/** Whether this machine can show its screen; telephones cannot. */
export function canShareScreen(): boolean {
  return typeof navigator.mediaDevices?.getDisplayMedia === "function";
}

/** The screen that the person chooses; none where nothing was chosen. */
export async function screen(): Promise<Shown | null> {
  try {
    const stream = await navigator.mediaDevices.getDisplayMedia({
      video: { frameRate: { ideal: 10, max: 15 } },
      audio: false,
    });
    const track = stream.getVideoTracks()[0];
    if (!track) return null;
    track.contentHint = "detail";
    return { track, stop: () => track.stop() };
  } catch {
    return null;
  }
}

/** A picture of a paper as a video; none where the file is no picture. */
export async function paper(file: File): Promise<Shown | null> {
  const picture = await createImageBitmap(file).catch(() => null);
  if (!picture) return null;
  const scale = Math.min(1, PAPER_SIDE_MAX / Math.max(picture.width, picture.height));
  const canvas = document.createElement("canvas");
  canvas.width = Math.max(2, Math.round(picture.width * scale));
  canvas.height = Math.max(2, Math.round(picture.height * scale));
  const pen = canvas.getContext("2d");
  if (!pen) return null;
  const draw = (): void => pen.drawImage(picture, 0, 0, canvas.width, canvas.height);
  draw();
  const track = canvas.captureStream(PAPER_RATE).getVideoTracks()[0];
  if (!track) return null;
  track.contentHint = "detail";
  // A canvas that nobody draws on gives no pictures, and whoever comes later would see none.
  const again = setInterval(draw, 1000 / PAPER_RATE);
  const stop = (): void => {
    clearInterval(again);
    track.stop();
    picture.close();
  };
  return { track, stop };
}
