"""The same marks drawn in other ways: matplotlib's broken_barh, and one QGraphicsItem per block."""

from __future__ import annotations

import time

import numpy as np
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QBrush, QColor
from PySide6.QtWidgets import QApplication, QGraphicsRectItem, QGraphicsScene, QGraphicsView
from synthetic import synthetic_layout

from recap_gui.layout.lanes import LaneLayout


def placed(layout: LaneLayout) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Left edge, width and lane of every block."""
    lane, column = np.divmod(layout.key, len(layout.columns.kind))
    x = layout.columns.x
    return x[column], x[column + 1] - x[column], lane


class ItemPerBlock(QGraphicsView):
    """What one writes first: a QGraphicsRectItem for every block."""

    def __init__(self, marks: int) -> None:
        super().__init__()
        self.layout_ = synthetic_layout(marks)
        scene = QGraphicsScene(self)
        brushes = [QBrush(QColor.fromHsv(number * 30, 160, 200)) for number in range(12)]
        left, width, lane = placed(self.layout_)
        colours = self.layout_.colour[lane]
        for x, w, row, colour in zip(left.tolist(), width.tolist(), lane.tolist(), colours.tolist(), strict=True):
            item = QGraphicsRectItem(QRectF(x, row + 0.15, w * 0.95, 0.7))
            item.setBrush(brushes[colour % 12])
            item.setPen(Qt.PenStyle.NoPen)
            scene.addItem(item)
        self.setScene(scene)
        self.setViewportUpdateMode(QGraphicsView.ViewportUpdateMode.FullViewportUpdate)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)

    def look_at(self, x0: float, x_scale: float, y_scale: float) -> None:
        self.resetTransform()
        self.scale(x_scale, y_scale)
        self.centerOn(x0 + self.width() / 2 / x_scale, self.height() / 2 / y_scale)


def pan_items(marks: int, px_a_scene: float, lane: float, count: int) -> float:
    """Median CPU ms of a pan frame."""
    view = ItemPerBlock(marks)
    view.resize(1920, 1080)
    view.show()
    units = view.layout_.columns.x[-1] / len(view.layout_.columns.kind)
    scale, middle = px_a_scene / units, view.layout_.columns.x[-1] / 2
    times = []
    for number in range(count):
        start = time.thread_time()
        view.look_at(middle + number * 24 / scale, scale, lane)
        QApplication.processEvents()
        times.append((time.thread_time() - start) * 1000)
    view.close()
    return sorted(times[1:])[len(times) // 2 - 1]


def pan_matplotlib(marks: int, count: int) -> float:
    """Median CPU ms of a pan frame of broken_barh on the Agg raster, 40 px a scene in view of everything drawn."""
    import matplotlib

    matplotlib.use("agg")
    from matplotlib import pyplot

    layout = synthetic_layout(marks)
    left, width, lane = placed(layout)
    figure, axes = pyplot.subplots(figsize=(19.2, 10.8), dpi=100)
    for row in range(len(layout.names)):
        chosen = lane == row
        axes.broken_barh(list(zip(left[chosen], width[chosen], strict=True)), (row + 0.15, 0.7), color=f"C{row % 10}")
    units = layout.columns.x[-1] / len(layout.columns.kind)
    middle, shown = layout.columns.x[-1] / 2, 1920 / 40 * units
    axes.set_ylim(50, 0)
    times = []
    for number in range(count):
        start = time.thread_time()
        axes.set_xlim(middle + number * units, middle + number * units + shown)
        figure.canvas.draw()
        times.append((time.thread_time() - start) * 1000)
    pyplot.close(figure)
    return sorted(times[1:])[len(times) // 2 - 1]


def compare(_application: object, ours: dict, unit: float) -> None:
    """Print the table."""
    from timeline import measure, memory, percentile

    mine = measure(100_000, 60)
    print("\n100,000 marks, median CPU ms of a pan frame")
    here = percentile(mine["pan, 40 px a scene"][0], 0.5)
    print(f"  ours, 40 px a scene        {here:8.2f}")
    try:
        other = pan_matplotlib(100_000, 5)
        print(f"  matplotlib broken_barh     {other:8.2f}   {other / here:.0f} × ours")
    except ImportError:
        print("  matplotlib is not installed")
    near, far = pan_items(100_000, 40, 20, 20), pan_items(100_000, 1, 2, 6)
    wide = percentile(mine["pan, 1 px a scene"][0], 0.5)
    print(f"  an item per block, 40 px   {near:8.2f}   {near / here:.1f} × ours")
    print(f"  ours, 1 px a scene         {wide:8.2f}")
    print(f"  an item per block, 1 px    {far:8.2f}   {far / wide:.0f} × ours")
    bare = memory("bare")
    ours_mb, items_mb = memory("1100000") - bare, memory("items-1100000") - bare
    print(
        f"  memory at 1,100,000 marks: ours +{ours_mb:.0f} MB, an item per block +{items_mb:.0f} MB"
        f" ({items_mb / ours_mb:.0f} ×)"
    )
