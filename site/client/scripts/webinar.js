/**
 * Draws slides and encodes them as VP9, in a browser; `webinar.py` starts it and makes the file.
 * Returns the frames as [base64, whether the picture is whole, millisecond].
 */
async (slides) => {
  const [width, height, rate, length] = [640, 360, 10, 24];
  const names = ["Open", "Panel selection", "Assessment", "Sign-off", "Closed"];
  const canvas = Object.assign(document.createElement("canvas"), { width, height });
  const pen = canvas.getContext("2d");
  const fill = (colour, ...box) => ((pen.fillStyle = colour), pen.fillRect(...box));
  const write = (words, font, colour, x, y) => {
    pen.font = `${font} "Source Sans 3", "DejaVu Sans", sans-serif`;
    pen.fillStyle = colour;
    pen.fillText(words, x, y);
  };

  function draw(second) {
    const slide = slides.filter((each) => each.second <= second).at(-1);
    const shown = slide.second ? Math.min(1, (second - slide.second) * 2.5) : 1; // the first stands there before it plays
    fill("#0b4247", 0, 0, width, height);
    fill("#7fd6d2", 40, 60, 48, 5);
    pen.globalAlpha = shown;
    write(slide.title, "600 34px", "#f2faf9", 40, 112);
    slide.lines.forEach((line, index) => write(line, "20px", "#d5ebea", 40, 160 + index * 30));
    pen.globalAlpha = 1;
    names.forEach((name, index) => {
      const x = 64 + index * 128;
      if (index < 4) fill(index < slide.stage - 1 ? "#7fd6d2" : "#2d666b", x, 283, 128, 3);
      pen.beginPath();
      pen.arc(x, 284, 12, 0, 2 * Math.PI);
      pen.fillStyle = index < slide.stage ? "#7fd6d2" : "#2d666b";
      pen.fill();
      pen.textAlign = "center";
      write(name, "13px", index < slide.stage ? "#f2faf9" : "#b5d0d0", x, 318);
      pen.textAlign = "left";
    });
  }

  const frames = [];
  const encoder = new VideoEncoder({
    output: (chunk) => {
      const data = new Uint8Array(chunk.byteLength);
      chunk.copyTo(data);
      frames.push([btoa(String.fromCharCode(...data)), chunk.type === "key", Math.round(chunk.timestamp / 1000)]);
    },
    error: (error) => console.error(error),
  });
  encoder.configure({ codec: "vp09.00.10.08", width, height, bitrate: 150_000, framerate: rate });
  for (let count = 0; count < length * rate; count++) {
    draw(count / rate);
    const frame = new VideoFrame(canvas, { timestamp: (count * 1e6) / rate });
    encoder.encode(frame, { keyFrame: slides.some((slide) => slide.second * rate === count) });
    frame.close();
    if (encoder.encodeQueueSize > 8) await new Promise((done) => setTimeout(done, 20));
  }
  await encoder.flush();

  return frames;
};
