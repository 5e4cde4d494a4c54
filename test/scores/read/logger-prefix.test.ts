import { expect, test } from "vitest";
import { withoutLoggerPrefix } from "../../../src/scores/read/logger-prefix.ts";
import { parseScores } from "../../helpers/parse-scores.ts";

const MESSAGE = "Epoch 3, d_loss: 0.5";

test.each([
  ["logging.basicConfig", "INFO:root:"],
  ["logging.basicConfig with a logger's name", "WARNING:gan.train:"],
  ["the usual formatter", "2024-03-01 10:00:00,123 - gan.train - INFO - "],
  ["a formatter with bars", "2024-03-01 10:00:00,123 | INFO | "],
  ["brackets around every part", "[2024-03-01 10:00:00,123][train][INFO] - "],
  ["short years", "24-03-01 10:00:00.123 - INFO: "],
  ["glog and absl", "I0301 10:00:00.123456 12345 train.py:55] "],
  ["loguru", "2024-03-01 10:00:00.123 | INFO     | __main__:train:55 - "],
  ["tensorpack", "[0301 10:00:00 @monitor.py:467] "],
  ["Docker Compose", "trainer_1  | "],
  ["syslog", "Mar  1 10:00:00 host python[1234]: "],
  ["torchrun", "[rank0]: "],
  ["Ray", "(train pid=1234) "],
  ["Rust's env_logger", "[2024-03-01T10:00:00Z INFO  gan::train] "],
  ["a clock", "10:00:05 "],
  ["a place in brackets", "2024-03-01 10:00:00,123 - train.py[line:55] - INFO: "],
  ["threads", "2024-03-01 10:00:00,123 [MainThread  ] [INFO ]  "],
  ["processes", "2024-03-01 10:00:00,123 1234 INFO "],
  ["DeepSpeed", "[2024-03-01 10:00:00,123] [INFO] [engine.py:123:train] [Rank 0] "],
  ["GitHub Actions", "2024-03-01T10:00:00.1234567Z "],
  ["seconds since 1970", "1709287200.123 "],
])("what %s writes in front of a message is taken away", (_, prefix) => {
  expect(withoutLoggerPrefix(prefix + MESSAGE)).toBe(MESSAGE);
});

test.each([
  "[0/25][0/782] Loss_D: 1.4",
  "[100] D loss: 0.5",
  "1000: 8.530e-01",
  "| D(x): 0.9303",
  "info loss: 0.1",
  "G: 0.12 | D: 1.93",
  "D: 0.12 | G: 1.93",
  ">446, d1=0.593",
  '{"step": 1}',
  "   ",
])("%s has no logger in front", (line) => {
  expect(withoutLoggerPrefix(line)).toBe(line);
});

test("formats that start at the line's start are read behind a logger too", () => {
  const lines = [100, 200].map(
    (iters) => `2024-03-01 10:00:00 INFO (epoch: 1, iters: ${iters}, time: 0.340, data: 0.139) D_A: 0.446 G_A: 0.423 `,
  );
  expect(parseScores(`${lines.join("\n")}\n`, "log.txt")).toMatchObject({
    format: "CycleGAN/pix2pix loss_log.txt",
    steps: [100, 200],
  });
});
